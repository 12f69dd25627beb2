package com.ainative.gateway.reload.check;

import java.util.Map;

/**
 * What {@code {{name}}} stands for besides the gateway's own properties: nothing, or the parameters of one route made from
 * a template.
 */
record Scope(Map<String, String> parameters) {

    static final Scope NONE = new Scope(Map.of());

    /** Stands for the value of a parameter that nobody gave; private to Unicode, and so in no honest file. */
    private static final String UNKNOWN = "\uE0F7";

    Scope {
        parameters = Map.copyOf(parameters);
    }

    static String unknown() {
        return UNKNOWN;
    }

    static boolean isKnown(String text) {
        return !text.contains(UNKNOWN);
    }
}
