package com.ainative.gateway.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The URLs an operator writes. None of the messages repeats the URL: it may carry a password or a key. */
final class HttpUrl {

    private static final int LONGEST = 2_000;
    private static final String WEBHOOK = "https://app.example.com/answers";
    private static final String ISSUER = "https://idp.example.com/keys";
    private static final String INSIDE = "leads to a loopback or private address; set allow-private: true if it is meant to";
    private static final String SINCE_PRIVATE = ", with allow-private: true since it is private";
    private static final List<String> WEB = List.of("https", "http");

    private HttpUrl() {
    }

    /** Where a provider is: no trailing slash, and no private address unless allowed. */
    static ValueType<URI> baseUrl(boolean allowPrivate) {
        return text -> {
            URI url = parse(text, WEB, "https://api.example.com/v1", SINCE_PRIVATE);
            if (!allowPrivate && isInside(url.getHost())) {
                throw wrong(INSIDE);
            }
            int end = text.length();
            while (text.charAt(end - 1) == '/') {
                end--;
            }
            return URI.create(text.substring(0, end));
        };
    }

    /** A proxy that is spoken to in plain HTTP. */
    static ValueType<URI> proxy() {
        return text -> {
            URI url = parse(text, List.of("http"), "http://outbound.example:3128", SINCE_PRIVATE);
            if (!url.getRawPath().matches("/?")) {
                throw wrong("has a path; a proxy is a host and a port, such as http://outbound.example:3128");
            }
            return url;
        };
    }

    /** Where a caller wants an answer: the caller is no operator, so what is not allowed leads nowhere inside. */
    static ValueType<URI> webhook(WebhooksConfig rules) {
        return called(rules::mayBePrivate, WEBHOOK, "leads to a loopback or private address, where nothing is sent");
    }

    /** Where an issuer tells of its keys; so it may say itself, and then the same holds. */
    static ValueType<URI> issuer(boolean allowPrivate) {
        return called(url -> allowPrivate, ISSUER, INSIDE);
    }

    /**
     * What may have a query.
     *
     * @param mayBePrivate whether it may lead inside, and without TLS
     * @param inside what there is to say of one that leads inside and may not
     */
    private static ValueType<URI> called(Predicate<URI> mayBePrivate, String example, String inside) {
        return text -> {
            if (text.length() > LONGEST || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                throw wrong("is not a URL of at most " + LONGEST + " visible ASCII characters");
            }
            if (text.indexOf('#') >= 0) {
                throw wrong("has a fragment; leave it out");
            }
            int query = text.indexOf('?');
            URI base = parse(query < 0 ? text : text.substring(0, query), WEB, example, "");
            String host = base.getHost().toLowerCase(Locale.ROOT);
            String path = base.getRawPath().isEmpty() ? "/" : base.getRawPath();
            // One spelling for one receiver, by which its deliveries are counted.
            URI url = uri(base.getScheme() + "://" + host
                    + (base.getPort() == -1 || base.getPort() == usualPort(base) ? "" : ":" + base.getPort()) + path
                    + (query < 0 ? "" : text.substring(query)), example);
            if (!mayBePrivate.test(url)) {
                if (url.getScheme().equals("http")) {
                    throw wrong("is not an https URL; write one such as " + example);
                }
                if (isInside(host)) {
                    throw wrong(inside);
                }
            }
            return url;
        };
    }

    /** The port where the URL names none. */
    static int usualPort(URI url) {
        return url.getScheme().equals("https") ? 443 : 80;
    }

    /** @param sincePrivate what there is to say of a private address */
    private static URI parse(String text, List<String> schemes, String example, String sincePrivate) {
        URI url = uri(text, example);
        // In lower case only: whoever compares the scheme later must not take HTTPS for plain HTTP.
        if (!schemes.contains(String.valueOf(url.getScheme())) || url.getRawAuthority() == null) {
            throw wrong("is not an " + String.join(" or ", schemes) + " URL; write one such as " + example);
        }
        if (url.getRawAuthority().indexOf('@') >= 0) {
            throw wrong("carries a user or password; a URL is no place for one");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw wrong("has a query or fragment; end it with the path, as in " + example);
        }
        String host = hostOf(url.getRawAuthority());
        InetAddress address = AddressLiteral.parse(host);
        if (address != null && !host.startsWith("[") && !address.getHostAddress().equals(host)) {
            // Decimal, octal, hexadecimal and short spellings mean different addresses to different resolvers.
            throw wrong("spells an address in an unusual way; write " + address.getHostAddress()
                    + (PrivateAddresses.isPrivate(address) ? sincePrivate : ""));
        }
        if (url.getHost() == null || (address == null && host.startsWith("["))) {
            throw wrong("has no valid host name; write one such as " + example);
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            throw wrong("has a port that is not from 1 to 65535");
        }
        return url;
    }

    private static URI uri(String text, String example) {
        try {
            return new URI(text);
        } catch (URISyntaxException broken) {
            throw wrong("is not a URL; write one such as " + example);
        }
    }

    private static String hostOf(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    /** What can be known without asking a name server; the rest is looked at when the provider is called. */
    private static boolean isInside(@Nullable String host) {
        String name = String.valueOf(host).toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        InetAddress address = AddressLiteral.parse(name);
        return address == null
                ? name.equals("localhost") || name.endsWith(".localhost")
                : PrivateAddresses.isPrivate(address);
    }

    private static WrongValueException wrong(String message) {
        return WrongValueException.hidden(message);
    }
}
