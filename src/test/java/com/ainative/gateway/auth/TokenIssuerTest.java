package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.AUTH;
import static com.ainative.gateway.auth.TokenForge.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIssuerTest {

    private static final SigningKeys KEYS = TokenForge.withNewKey().keys();

    private final TokenIssuer issuer = new TokenIssuer(AUTH, KEYS, () -> NOW.plusMillis(987));

    @Test
    @DisplayName("GIVEN a subject WHEN a token is issued THEN its header names algorithm, type and key, and nothing else")
    void issue_header() throws Exception {
        SignedJWT token = SignedJWT.parse(issuer.issue("ann", "pro", List.of(), Duration.ofMinutes(5)));

        assertThat(token.getHeader().toJSONObject())
                .isEqualTo(Map.of("alg", "ES256", "typ", "at+jwt", "kid", KEYS.key().getKeyID()));
    }

    @Test
    @DisplayName("GIVEN a subject, tier, roles and a life WHEN a token is issued THEN its claims say these, in whole seconds")
    void issue_claims() throws Exception {
        JWTClaimsSet claims = SignedJWT
                .parse(issuer.issue("ann", "pro", List.of("operator", "ci"), Duration.ofMinutes(5))).getJWTClaimsSet();

        long now = NOW.getEpochSecond();
        Map<String, Object> json = claims.toJSONObject();
        assertThat(json).containsEntry("iss", "ainative").containsEntry("aud", "ainative-gateway")
                .containsEntry("sub", "ann").containsEntry("tier", "pro")
                .containsEntry("roles", List.of("operator", "ci")).containsEntry("iat", now).containsEntry("nbf", now)
                .containsEntry("exp", now + 300).containsOnlyKeys("iss", "aud", "sub", "tier", "roles", "iat", "nbf",
                        "exp", "jti", "client_id")
                .containsEntry("client_id", "ainative-gateway");
    }

    @Test
    @DisplayName("GIVEN the same request twice WHEN tokens are issued THEN their ids differ")
    void issue_ids() throws Exception {
        SignedJWT one = SignedJWT.parse(issuer.issue("ann", "pro", List.of(), Duration.ofMinutes(5)));
        SignedJWT two = SignedJWT.parse(issuer.issue("ann", "pro", List.of(), Duration.ofMinutes(5)));

        assertThat(one.getJWTClaimsSet().getJWTID()).isNotBlank().isNotEqualTo(two.getJWTClaimsSet().getJWTID());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    @DisplayName("GIVEN a blank subject WHEN a token is asked for THEN none is issued: it would not be taken")
    void issue_blankSubject(String subject) {
        assertThatThrownBy(() -> issuer.issue(subject, "pro", List.of(), Duration.ofMinutes(5)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("a token needs a subject");
    }

    @Test
    @DisplayName("GIVEN a subject too long for a token WHEN one is asked for THEN none is issued; just short enough is taken")
    void issue_tooLong() {
        TokenVerifier verifier = new TokenVerifier(AUTH, KEYS, () -> NOW);
        assertThatThrownBy(() -> issuer.issue("a".repeat(6_000), "pro", List.of(), Duration.ofMinutes(5)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at most 8192 are understood");
        assertThat(verifier.verify(issuer.issue("a".repeat(5_500), "pro", List.of(), Duration.ofMinutes(5))))
                .isPresent();
    }

    @Test
    @DisplayName("GIVEN a key that does not sign WHEN a token is asked for THEN that is said, and the key is not quoted")
    void issue_keyThatDoesNotSign() {
        ECKey zero = new ECKey.Builder(KEYS.key()).d(Base64URL.encode(new byte[32])).build();
        TokenIssuer broken = new TokenIssuer(AUTH,
                new SigningKeys(zero, Objects.requireNonNull(KEYS.verifier(KEYS.key().getKeyID()))), () -> NOW);

        assertThatThrownBy(() -> broken.issue("ann", "pro", List.of(), Duration.ofMinutes(5)))
                .isInstanceOf(IllegalStateException.class).hasMessage("the signing key no longer signs");
    }

    @Property(tries = 300, seed = "20261123")
    @Label("GIVEN any subject, tier and roles WHEN a token is issued THEN the verifier gives exactly these back")
    void issue_verified(@ForAll @NotBlank @StringLength(max = 100) String subject,
            @ForAll @StringLength(max = 20) String tier,
            @ForAll @Size(max = 5) @UniqueElements List<@StringLength(max = 20) String> roles) {
        String token = issuer.issue(subject, tier, roles, Duration.ofMinutes(5));

        assertThat(new TokenVerifier(AUTH, KEYS, () -> NOW).verify(token)).get().satisfies(caller -> {
            assertThat(caller.subject()).isEqualTo(subject);
            assertThat(caller.tier()).isEqualTo(tier);
            assertThat(caller.roles()).isEqualTo(roles);
            assertThat(caller.grants()).isEqualTo(Grants.ALL);
        });
    }

    @Test
    @DisplayName("GIVEN the published keys as JSON WHEN another library checks a token with them THEN it passes")
    void issue_interoperable() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String token = new TokenIssuer(AUTH, KEYS, () -> now).issue("ann", "pro", List.of("operator"),
                Duration.ofHours(1));
        JWKSet published = JWKSet.parse(new ObjectMapper().writeValueAsString(KEYS.publicKeys()));
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, new ImmutableJWKSet<>(published)));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>("ainative-gateway",
                new JWTClaimsSet.Builder().issuer("ainative").build(),
                Set.of("sub", "exp", "nbf", "iat", "jti", "tier", "roles")));

        JWTClaimsSet claims = processor.process(token, null);

        assertThat(claims.getSubject()).isEqualTo("ann");
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(now.plusSeconds(3600)));
    }
}
