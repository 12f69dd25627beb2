package com.ainative.gateway.http;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The response headers that leave; a message header with any other name stays in the house. */
public final class ResponseHeaders {

    public static final String PROVIDER = "x-gateway-provider";
    public static final String DROPPED_PARAMETERS = "x-gateway-dropped-params";
    public static final String SHOULD_RETRY = "x-should-retry";
    public static final String RETRY_AFTER = "retry-after";

    private static final Set<String> DECLARED = Set.of("allow", "cache-control", "content-type", "www-authenticate",
            "x-accel-buffering", PROVIDER, DROPPED_PARAMETERS, SHOULD_RETRY, RETRY_AFTER, "ratelimit",
            "ratelimit-policy",
            "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests");

    private ResponseHeaders() {
    }

    /** The declared ones among a message's headers, lower case, in a stable order; values without line breaks. */
    static Map<String, String> declared(Map<String, Object> messageHeaders) {
        Map<String, String> leaving = new TreeMap<>();
        messageHeaders.forEach((name, value) -> {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (value != null && DECLARED.contains(lowerCase)) {
                leaving.put(lowerCase, oneLine(value.toString()));
            }
        });
        return leaving;
    }

    private static String oneLine(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                return value.replaceAll("\\p{Cntrl}", " ");
            }
        }
        return value;
    }
}
