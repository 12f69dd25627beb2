package com.ainative.gateway.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Headers an operator adds to every call of a provider. */
final class HttpHeaders {

    static final ValueType<String> NAME = ValueType.matching(Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}"),
            "is not a header's name");

    /** Unseen by the one who wrote it, since a value may well be a key. */
    static final ValueType<String> VALUE = text -> {
        if (!text.matches("[\\x21-\\x7E](?:[\\x20-\\x7E\\t]*[\\x21-\\x7E])?")) {
            throw WrongValueException.hidden("is empty, or holds a character that cannot travel in a header: "
                    + "a line break, a space at an end, or one outside ASCII");
        }
        return text;
    };

    /** What frames a message, belongs to one connection, or says who calls: the gateway's own to set. */
    private static final Set<String> RESERVED = Set.of("host", "content-length", "transfer-encoding", "connection",
            "keep-alive", "te", "trailer", "upgrade", "proxy-authenticate", "proxy-authorization", "proxy-connection",
            "authorization", "x-api-key", "cookie");

    private HttpHeaders() {
    }

    static Map<String, String> read(ConfigNode headers) {
        Map<String, String> read = new LinkedHashMap<>();
        Map<String, String> seen = new HashMap<>();
        headers.entries().forEach((name, node) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (node.nameIs(NAME, name) && RESERVED.contains(lower)) {
                node.keyProblem("the gateway sets " + lower + " itself; a provider's key belongs in api-key");
            }
            String first = seen.putIfAbsent(lower, name);
            if (first != null) {
                node.keyProblem("is the same header as " + Names.quote(first) + "; write it once");
            }
            String value = node.value(VALUE);
            if (value != null) {
                read.put(name, value);
            }
        });
        return read;
    }
}
