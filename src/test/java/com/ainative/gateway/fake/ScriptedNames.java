package com.ainative.gateway.fake;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Names below {@code .test} lead where a test says, for the whole JVM; those nobody scripted lead nowhere. All others are
 * the system's. Java itself finds it, by the file of its name in {@code META-INF/services}.
 */
public final class ScriptedNames extends InetAddressResolverProvider {

    private static final Map<String, List<InetAddress>> NAMES = new ConcurrentHashMap<>();

    /** @param addresses 4 or 16 bytes each; 16 stay an IPv6 address, also where they wrap another */
    public static void script(String name, List<byte[]> addresses) {
        NAMES.put(name, addresses.stream().map(bytes -> address(name, bytes)).toList());
    }

    private static InetAddress address(String name, byte[] bytes) {
        try {
            return bytes.length == 16
                    ? Inet6Address.getByAddress(name, bytes, -1)
                    : InetAddress.getByAddress(name, bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver system = configuration.builtinResolver();
        return new InetAddressResolver() {

            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                if (!host.endsWith(".test")) {
                    return system.lookupByName(host, policy);
                }
                List<InetAddress> scripted = NAMES.get(host);
                if (scripted == null) {
                    throw new UnknownHostException(host);
                }
                return scripted.stream();
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return system.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "scripted names";
    }
}
