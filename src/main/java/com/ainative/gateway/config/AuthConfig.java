package com.ainative.gateway.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in.
 *
 * @param issuer the {@code iss} of tokens this gateway signs
 * @param audience the {@code aud} a token must name
 * @param accessToken how long a token lives unless said otherwise
 * @param session how long a login lasts
 * @param registerTier of those who register themselves; null where nobody can
 * @param signing the keys that sign
 * @param issuers others whose tokens are believed
 */
public record AuthConfig(String issuer, String audience, Duration accessToken, Session session,
        @Nullable String registerTier, Signing signing, List<IssuerConfig> issuers) {

    /** For so long it is remembered what was revoked, and keys verify that sign no more. */
    public static final Duration LONGEST_ACCESS_TOKEN = Duration.ofDays(1);

    public AuthConfig {
        issuers = List.copyOf(issuers);
    }

    /** With the usual rest. */
    public AuthConfig(String issuer, String audience, Duration accessToken) {
        this(issuer, audience, accessToken, Session.USUAL, null, Signing.USUAL, List.of());
    }

    /**
     * @param idle without a refresh, and it ends
     * @param longest however often it is refreshed
     */
    public record Session(Duration idle, Duration longest) {

        static final Session USUAL = new Session(Duration.ofDays(7), Duration.ofDays(30));
    }
}
