package com.ainative.gateway.config;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address to listen on, written {@code 127.0.0.1:8080} or {@code [::1]:8080}. Port 0 means any free one.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {

    private static final Pattern WRITTEN = Pattern
            .compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)):([0-9]{1,5})");

    public HostPort {
        if (port < 0 || port > 65_535) {
            throw WrongValueException.of("has a port that is not from 0 to 65535");
        }
    }

    /** The address; throws {@link WrongValueException} for any other text. */
    public static HostPort parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw WrongValueException.of("is not host:port, such as 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080");
        }
        String address = written.group(1);
        if (address != null && AddressLiteral.parse("[" + address + "]") == null) {
            throw WrongValueException.of("has no IPv6 address between its brackets");
        }
        return new HostPort(address == null ? written.group(2) : address, Integer.parseInt(written.group(3)));
    }

    /** Whether only this machine gets there, as far as can be known without asking a name server. */
    public boolean isLoopback() {
        InetAddress address = AddressLiteral.parse(host.indexOf(':') < 0 ? host : "[" + host + "]");
        return address == null ? host.equalsIgnoreCase("localhost") : address.isLoopbackAddress();
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
