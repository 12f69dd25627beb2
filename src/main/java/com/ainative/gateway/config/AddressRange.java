package com.ainative.gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses that share their first bits, written {@code 10.0.0.0/8} or {@code 2001:db8::/32}; one alone without a slash. */
public final class AddressRange {

    private static final Pattern WRITTEN = Pattern.compile("([0-9A-Fa-f.:]{2,45})(?:/([0-9]{1,3}))?");

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** @throws WrongValueException when it is not a range, or bits are set that it does not fix */
    public static AddressRange parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        InetAddress address = written.matches() ? address(written.group(1)) : null;
        if (address == null) {
            throw wrong();
        }
        byte[] bytes = address.getAddress();
        int all = bytes.length * 8;
        int bits = written.group(2) == null ? all : Integer.parseInt(written.group(2));
        if (bits > all) {
            throw wrong();
        }
        AddressRange range = new AddressRange(bytes, bits);
        byte[] first = range.firstOf(bytes);
        if (!Arrays.equals(first, bytes)) {
            throw WrongValueException.of("has bits set behind its first " + bits
                    + "; the range that begins there is another");
        }
        return range;
    }

    /** An address written out in the usual way; null for any other text, and no name server is asked. */
    public static @Nullable InetAddress address(String text) {
        InetAddress address = AddressLiteral.parse(text.indexOf(':') >= 0 ? "[" + text + "]" : text);
        boolean usual = address != null && (text.indexOf(':') >= 0 || address.getHostAddress().equals(text));
        return usual ? address : null;
    }

    private static WrongValueException wrong() {
        return WrongValueException.of("is not a range of addresses, such as 10.0.0.0/8 or 2001:db8::/32");
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == network.length && Arrays.equals(firstOf(bytes), network);
    }

    /** The lowest address that shares the fixed bits. */
    private byte[] firstOf(byte[] address) {
        byte[] first = address.clone();
        for (int i = 0; i < first.length; i++) {
            int fixed = Math.clamp(bits - 8L * i, 0, 8);
            first[i] &= (byte) (0xFF << (8 - fixed));
        }
        return first;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && range.bits == bits && Arrays.equals(range.network, network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + bits;
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("its length is that of an address", e);
        }
    }
}
