package com.ainative.gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IP address written out, in every spelling some resolver somewhere takes for one: {@code 127.0.0.1}, {@code 127.1},
 * {@code 0x7f000001}, {@code 0177.0.0.1}, {@code 2130706433}, {@code [::ffff:127.0.0.1]}. Never asks a name server.
 */
final class AddressLiteral {

    private static final Pattern NUMBER = Pattern.compile("0[xX][0-9a-fA-F]{0,8}|[0-9]{1,12}");
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(%[^]]*)?]");

    private AddressLiteral() {
    }

    /** The address, or nothing where {@code host} is not one; IPv6 stands in brackets. */
    static @Nullable InetAddress parse(String host) {
        if (host.startsWith("[")) {
            Matcher written = IPV6.matcher(host);
            return written.matches() ? address(written.group(1)) : null;
        }
        String[] parts = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
        if (parts.length > 4) {
            return null;
        }
        long value = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            // The last number fills all bytes that are left: 127.1 is 127.0.0.1.
            int bits = last ? 8 * (4 - i) : 8;
            long part = number(parts[i]);
            if (part < 0 || part >= 1L << bits) {
                return null;
            }
            value = (value << bits) | part;
        }
        return address("%d.%d.%d.%d".formatted(value >> 24, (value >> 16) & 0xFF, (value >> 8) & 0xFF, value & 0xFF));
    }

    private static long number(String part) {
        if (!NUMBER.matcher(part).matches()) {
            return -1;
        }
        if (part.startsWith("0x") || part.startsWith("0X")) {
            return part.length() == 2 ? 0 : Long.parseLong(part, 2, part.length(), 16);
        }
        boolean octal = part.startsWith("0") && part.chars().allMatch(digit -> digit < '8');
        return Long.parseLong(part, octal ? 8 : 10);
    }

    private static @Nullable InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }
}
