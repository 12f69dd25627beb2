package com.ainative.gateway.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Which addresses lie inside: loopback, private, link-local (where clouds keep credentials), carrier-grade NAT,
 * unspecified, multicast and reserved ones, also where an IPv6 address only wraps them. Asked twice of a provider: of
 * the address in its URL when the configuration is read, and of what its name resolves to when it is called.
 */
public final class PrivateAddresses {

    private PrivateAddresses() {
    }

    /** Whether {@code address} is not one of the public internet. */
    public static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPrivate4(bytes) : isPrivate6(bytes);
    }

    private static boolean isPrivate4(byte[] bytes) {
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        return switch (first) {
            case 0, 10, 127 -> true;
            case 100 -> second >= 64 && second < 128; // carrier-grade NAT
            case 168 -> second == 63 && (bytes[2] & 0xFF) == 129 && bytes[3] == 16; // a cloud's services for its guests
            case 169 -> second == 254;
            case 172 -> second >= 16 && second < 32;
            case 192 -> second == 168 || (second == 0 && bytes[2] == 0);
            case 198 -> second == 18 || second == 19; // benchmark networks
            default -> first >= 224; // multicast, reserved, broadcast
        };
    }

    private static boolean isPrivate6(byte[] bytes) {
        int prefix = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        if (prefix == 0 && allZero(bytes, 2, 8)) {
            // ::, ::1, ::127.0.0.1, ::ffff:127.0.0.1, ::ffff:0:127.0.0.1: what counts is the IPv4 address at the end.
            return isPrivate4(Arrays.copyOfRange(bytes, 12, 16));
        }
        return switch (prefix) {
            case 0x2002 -> isPrivate4(Arrays.copyOfRange(bytes, 2, 6)); // 6to4
            case 0x2001 -> bytes[2] == 0 && bytes[3] == 0; // Teredo: leads to a host behind a NAT
            // NAT64: 64:ff9b::/96 wraps an IPv4 address, 64:ff9b:1::/48 is for local use.
            case 0x0064 -> (bytes[2] & 0xFF) == 0xFF && (bytes[3] & 0xFF) == 0x9B
                    && (!allZero(bytes, 4, 12) || isPrivate4(Arrays.copyOfRange(bytes, 12, 16)));
            // fc00::/7 unique local, fe80::/10 link-local, fec0::/10 site-local, ff00::/8 multicast
            default -> (prefix >= 0xFC00 && prefix < 0xFE00) || prefix >= 0xFE80;
        };
    }

    private static boolean allZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
