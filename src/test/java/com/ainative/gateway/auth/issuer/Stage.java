package com.ainative.gateway.auth.issuer;

import com.ainative.gateway.auth.Revocations;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenVerifier;
import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.config.IssuerConfig;
import com.ainative.gateway.config.IssuerConfig.Source;
import com.ainative.gateway.fake.IssuerKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A verifier in front of issuers whose keys are handed over, at a time that stands still. */
final class Stage {

    static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    static final String ISSUER = "https://idp.example";
    static final List<String> ALL = List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
            "ES512");

    private Stage() {
    }

    static IssuerConfig issuer(String issuer, List<String> algorithms) {
        return new IssuerConfig(source(issuer), "gateway", algorithms, "free", null, Map.of(), null, Map.of());
    }

    static Source source(String issuer) {
        return new Source(issuer, URI.create(issuer + "/keys"), false, false, null);
    }

    static KeySet set(String... jwks) {
        try {
            return KeySet.of(Arrays.stream(jwks).collect(Collectors.joining(",", "{\"keys\":[", "]}"))
                    .getBytes(StandardCharsets.UTF_8));
        } catch (FetchFailedException e) {
            throw new AssertionError(e);
        }
    }

    static TokenVerifier verifier(List<IssuerConfig> issuers, Function<Source, IssuerKeys.Fetch> fetches) {
        return over(Issuers.live(issuers, Set.of("free", "pro"), OutsideKeys.by(fetches, Runnable::run, () -> 0)));
    }

    static TokenVerifier over(Issuers issuers) {
        return new TokenVerifier(new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10)),
                SigningKeys.throwAway(), issuers, new Revocations(), () -> NOW);
    }

    /** Which believes one issuer with these keys. */
    static TokenVerifier verifier(List<String> algorithms, String... jwks) {
        KeySet keys = set(jwks);
        return verifier(List.of(issuer(ISSUER, algorithms)), source -> anew -> keys);
    }

    static String claims(String... edits) {
        return IssuerKey.claims(ISSUER, NOW, edits);
    }
}
