package com.ainative.bench;

import java.util.HashMap;
import java.util.Map;

/** A command line of {@code name=value} words. */
record Arguments(Map<String, String> values) {

    static Arguments of(String... words) {
        Map<String, String> values = new HashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return new Arguments(values);
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("missing: " + name + "=");
        }
        return value;
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }
}
