package com.ainative.gateway.admin;

import java.util.regex.Pattern;

/** Text of an operator's file without what nobody should read over a shoulder. */
final class Masked {

    /**
     * A value behind a key that sounds like a secret, and any value of a provider's {@code headers}, which may carry a key.
     * Placeholders stay: they say where the secret is, and not what it is.
     */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?:[\\w-]*(?:key|token|secret|password|authorization|cookie)[\\w-]*)[\"']?\\s*:\\s*)"
                    + "(?!\\s*[\"']?\\$\\{[^}]*\\}[\"']?\\s*(?:[,}#\\n]|$))(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s,{}\\[\\]#][^,}\\n]*)");

    private Masked() {
    }

    static String text(String text) {
        return SECRET.matcher(text).replaceAll("$1***");
    }
}
