package com.ainative.gateway.reload.check;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which requests a {@code platform-http:} consumer takes.
 *
 * @param segments of the path; {@code *} where any will do
 * @param open whether longer paths are taken too
 * @param methods empty for all
 */
record HttpPath(String path, List<String> segments, boolean open, Set<String> methods) {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    static HttpPath of(Uri uri) {
        String path = "/" + uri.path().replaceFirst("^/+", "");
        boolean prefix = "true".equalsIgnoreCase(uri.options().getOrDefault("matchOnUriPrefix", "false").strip());
        List<String> segments = Stream.of(path.split("/")).filter(segment -> !segment.isEmpty())
                .map(segment -> segment.matches(".*[{}*].*|:.*") ? "*" : segment).toList();
        Set<String> methods = Stream.of(uri.options().getOrDefault("httpMethodRestrict", "").split(","))
                .map(method -> method.strip().toUpperCase(Locale.ROOT)).filter(method -> !method.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return new HttpPath(path, segments, prefix || path.contains("*"), methods);
    }

    /** The methods that no client sends. */
    List<String> unknownMethods() {
        return methods.stream().filter(method -> !METHODS.contains(method)).toList();
    }

    boolean isBelow(String name) {
        return !segments.isEmpty() && segments.getFirst().equalsIgnoreCase(name);
    }

    /** Camel turns into a proxy where a path so begins. */
    boolean isProxy() {
        return path.toLowerCase(Locale.ROOT).startsWith("/proxy");
    }

    private boolean sharesMethod(HttpPath other) {
        return methods.isEmpty() || other.methods.isEmpty() || methods.stream().anyMatch(other.methods::contains);
    }

    /** Whether one request could be meant for either, and which gets it depends on chance. */
    boolean sharesRequests(HttpPath other) {
        int common = Math.min(segments.size(), other.segments.size());
        for (int i = 0; i < common; i++) {
            String mine = segments.get(i);
            String others = other.segments.get(i);
            if (!mine.equals(others) && !mine.equals("*") && !others.equals("*")) {
                return false;
            }
        }
        int longer = segments.size() - other.segments.size();
        boolean reach = longer == 0 || (longer < 0 ? open : other.open);
        return reach && sharesMethod(other);
    }

    /** Whether the two are written for the very same requests. */
    boolean isSame(HttpPath other) {
        return segments.equals(other.segments) && open == other.open && sharesMethod(other);
    }
}
