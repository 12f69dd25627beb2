package com.ainative.gateway.reload.check;

import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's URI taken apart as Camel does it.
 *
 * @param text all of it, placeholders replaced
 * @param path what stands between the scheme and the options, without leading {@code //}
 * @param options by name
 */
record Uri(String text, String scheme, String path, Map<String, String> options) {

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    /** @return nothing where the options cannot be read */
    static @Nullable Uri of(String text) {
        int query = text.indexOf('?');
        Map<String, String> options = new LinkedHashMap<>();
        try {
            if (query >= 0) {
                URISupport.parseQuery(text.substring(query + 1), false, true)
                        .forEach((name, value) -> options.put(name, String.valueOf(value)));
            }
        } catch (URISyntaxException | RuntimeException e) { // unreadable either way, and Camel would say so later
            return null;
        }
        String before = query < 0 ? text : text.substring(0, query);
        int colon = before.indexOf(':');
        String path = colon < 0 ? "" : before.substring(colon + 1).replaceFirst("^//", "");
        return new Uri(text, scheme(text), path, options);
    }

    /** Whether a character is written as {@code %23}: it is decoded more than once on its way, and could hide anything. */
    static boolean isEscaped(String text) {
        return ESCAPE.matcher(text).find();
    }

    /** What is in front of the first colon or question mark; the whole text where there is neither. */
    static String scheme(String text) {
        String bare = text.strip();
        for (int i = 0; i < bare.length(); i++) {
            if (bare.charAt(i) == ':' || bare.charAt(i) == '?') {
                return bare.substring(0, i);
            }
        }
        return bare;
    }

    boolean isDynamic() {
        return SimpleCheck.isIn(text);
    }
}
