package com.ainative.gateway.provider.anthropic;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A {@code data:} URL in base64.
 *
 * @param mediaType lower case, without parameters; empty when the URL names none
 * @param base64 as it came, not decoded
 */
record DataUrl(String mediaType, String base64) {

    private static final String SCHEME = "data:";
    private static final String ENCODING = ";base64";

    /** Null when the text is not such a URL. */
    static @Nullable DataUrl parse(String url) {
        int comma = url.indexOf(',');
        if (comma < 0 || comma == url.length() - 1 || !startsWith(url, SCHEME)) {
            return null;
        }
        String head = url.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
        if (!head.endsWith(ENCODING)) {
            return null;
        }
        int end = head.indexOf(';');
        return new DataUrl(head.substring(0, end).strip(), url.substring(comma + 1));
    }

    static boolean is(String url) {
        return startsWith(url, SCHEME);
    }

    static boolean isWeb(String url) {
        return startsWith(url, "https://") || startsWith(url, "http://");
    }

    private static boolean startsWith(String url, String prefix) {
        return url.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
