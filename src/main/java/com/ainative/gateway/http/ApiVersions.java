package com.ainative.gateway.http;

import java.util.List;
import java.util.regex.Pattern;

/** The versions of the API that are served. Routes say {@code platform-http:{{api}}/...}; this is where it is mounted. */
public final class ApiVersions {

    public static final String CURRENT = "v1";
    public static final List<String> SUPPORTED = List.of(CURRENT);

    /** The property that routes mount their paths under. */
    public static final String PROPERTY = "api";
    public static final String MOUNT = "/" + CURRENT;

    private static final Pattern VERSIONED = Pattern.compile("/(v\\d+\\w*)(/.*)?");

    private ApiVersions() {
    }

    /** Why nothing is served at a path. */
    static String nothingAt(String method, String path) {
        var versioned = VERSIONED.matcher(path);
        if (versioned.matches() && !SUPPORTED.contains(versioned.group(1))) {
            return "API version " + versioned.group(1) + " is not supported; supported: " + String.join(", ", SUPPORTED)
                    + ".";
        }
        return "Unknown request URL: " + method + " " + path + ". Check the path and the method.";
    }
}
