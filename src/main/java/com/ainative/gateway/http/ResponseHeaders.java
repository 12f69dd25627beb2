package com.ainative.gateway.http;

import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The response headers that leave; a message header with any other name stays in the house. */
public final class ResponseHeaders {

    public static final String GENERATION = "x-gateway-generation";
    public static final String PROVIDER = "x-gateway-provider";
    public static final String DROPPED_PARAMETERS = "x-gateway-dropped-params";
    public static final String SHOULD_RETRY = "x-should-retry";
    public static final String RETRY_AFTER = "retry-after";

    /** By name, the same name as Vert.x writes it fastest. */
    private static final Map<String, CharSequence> DECLARED = Stream
            .of("allow", "cache-control", "content-type", "location", "preference-applied",
                    "content-disposition", "www-authenticate",
                    "x-accel-buffering", PROVIDER, DROPPED_PARAMETERS, SHOULD_RETRY, RETRY_AFTER, "ratelimit",
                    "ratelimit-policy",
                    "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests")
            .collect(Collectors.toUnmodifiableMap(Function.identity(), HttpHeaders::createOptimized));

    private ResponseHeaders() {
    }

    /** The declared ones among a message's headers, lower case, in a stable order; values without line breaks. */
    static Map<String, String> declared(Map<String, Object> messageHeaders) {
        Map<String, String> leaving = new TreeMap<>();
        messageHeaders.forEach((name, value) -> {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (value != null && DECLARED.containsKey(lowerCase)) {
                leaving.put(lowerCase, oneLine(value.toString()));
            }
        });
        return leaving;
    }

    static CharSequence onWire(String name) {
        return DECLARED.getOrDefault(name, name);
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
