package com.ainative.gateway.canary;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Secrets that tests put in, and what none of any kind looks like: whatever the gateway, its commands and its tests write
 * while they run must be free of all of them. {@link CanaryScan} looks.
 */
public final class Canaries {

    /** What providers are asked with. */
    public static final String PROVIDER_KEY = "canary-provider-key-5b7e0c1f94";
    /** For accounts in tests, or a beginning of theirs. */
    public static final String PASSWORD = "canary-password-c08d62a7e3";

    /** A quote, however often it was quoted. */
    private static final String QUOTE = "(?:\\\\*\"|&quot;|&#34;)";
    private static final String BITS_256 = "[A-Za-z0-9_-]{43}";

    private Canaries() {
    }

    /** By name, which may be told. */
    static Map<String, Pattern> all() {
        Map<String, Pattern> all = new LinkedHashMap<>();
        all.put("a provider's key", Pattern.compile(Pattern.quote(PROVIDER_KEY)));
        all.put("a password", Pattern.compile(Pattern.quote(PASSWORD)));
        all.put("a hash of a password",
                Pattern.compile("\\$argon2(?:id|i|d)\\$[^\\s$]*\\$?m=[^\\s$]*\\$[A-Za-z0-9+/]{8,}"
                        + "|\\$2[abxy]\\$\\d\\d\\$[./A-Za-z0-9]{53}"));
        all.put("an API key", Pattern.compile("\\bain_" + BITS_256));
        all.put("a refresh token", Pattern.compile("\\bair_ses-[0-9a-f]{32}\\." + BITS_256));
        all.put("a ticket", Pattern.compile("\\bait_" + BITS_256));
        all.put("a signed token",
                Pattern.compile("\\beyJ[A-Za-z0-9_-]{16,}\\.eyJ[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{43,}"));
        all.put("a token as a header", Pattern.compile("(?i:bearer)\\s+eyJ[A-Za-z0-9_-]{16,}"));
        all.put("the private half of a key", Pattern.compile(
                QUOTE + "d" + QUOTE + "\\s*:\\s*" + QUOTE
                        + "[A-Za-z0-9_-]{40,}|-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"));
        return all;
    }
}
