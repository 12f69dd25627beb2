package com.ainative.gateway.auth.issuer;

import com.ainative.gateway.auth.TokenParts;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One key of an issuer that signatures can be checked with.
 *
 * @param name its {@code kid}
 * @param id tells it from another key of the same name
 * @param algorithms it may be used with; never those of another type of key
 */
record PublishedKey(String name, String id, Set<String> algorithms, JWSVerifier verifier) {

    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7E]{1,256}");
    private static final Set<String> RSA = Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
    private static final Map<String, Curve> CURVES = Map.of("P-256", Curve.P_256, "P-384", Curve.P_384, "P-521",
            Curve.P_521);
    private static final Map<Curve, String> ECDSA = Map.of(Curve.P_256, "ES256", Curve.P_384, "ES384", Curve.P_521,
            "ES512");
    /** Members of keys that should be nobody else's. */
    private static final List<String> SECRET = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    private static final int FEWEST_BITS = 2_048;
    /** Beyond it a check costs more than a token is worth. */
    private static final int MOST_BITS = 8_192;

    /** Whether a key can be named so. */
    static boolean isName(@Nullable String kid) {
        return kid != null && NAME.matcher(kid).matches();
    }

    /** Null for one that is not for checking signatures, or not fit to: symmetric, private, weak, broken, without a name. */
    static @Nullable PublishedKey of(JsonNode jwk) {
        String name = jwk.path("kid").textValue();
        JsonNode operations = jwk.path("key_ops");
        boolean forSignatures = (jwk.path("use").isMissingNode() || "sig".equals(jwk.path("use").textValue()))
                && (operations.isMissingNode() || StreamSupport.stream(operations.spliterator(), false)
                        .anyMatch(operation -> "verify".equals(operation.textValue())));
        if (name == null || !isName(name) || !forSignatures || SECRET.stream().anyMatch(jwk::has)) {
            return null;
        }
        try {
            return switch (jwk.path("kty").asText()) {
                case "RSA" -> rsa(name, jwk);
                case "EC" -> ec(name, jwk);
                default -> null;
            };
        } catch (JOSEException | IllegalArgumentException | IllegalStateException broken) {
            return null;
        }
    }

    private static @Nullable PublishedKey rsa(String name, JsonNode jwk) throws JOSEException {
        RSAKey key = new RSAKey.Builder(number(jwk, "n"), number(jwk, "e")).build();
        int bits = key.toRSAPublicKey().getModulus().bitLength();
        return bits < FEWEST_BITS || bits > MOST_BITS
                ? null
                : of(name, jwk, key, RSA, new RSASSAVerifier(key.toRSAPublicKey()));
    }

    private static @Nullable PublishedKey ec(String name, JsonNode jwk) throws JOSEException {
        Curve curve = CURVES.get(jwk.path("crv").asText());
        if (curve == null) {
            return null;
        }
        ECKey key = new ECKey.Builder(curve, number(jwk, "x"), number(jwk, "y")).build();
        return of(name, jwk, key, Set.of(ECDSA.getOrDefault(curve, "")), new ECDSAVerifier(key.toECPublicKey()));
    }

    private static @Nullable PublishedKey of(String name, JsonNode jwk, JWK key, Set<String> possible,
            JWSVerifier verifier) throws JOSEException {
        JsonNode said = jwk.path("alg");
        String only = said.asText("");
        if (!said.isMissingNode() && !possible.contains(only)) {
            return null;
        }
        return new PublishedKey(name, name + " " + only + " " + key.computeThumbprint(),
                said.isMissingNode() ? possible : Set.of(only), verifier);
    }

    private static Base64URL number(JsonNode jwk, String member) {
        if (!jwk.path(member).isTextual()) {
            throw new IllegalArgumentException(member);
        }
        return new Base64URL(jwk.path(member).textValue());
    }

    /** Whether this key made the token's signature. */
    boolean signed(TokenParts token, String algorithm) {
        try {
            return algorithms.contains(algorithm)
                    && verifier.verify(new JWSHeader(JWSAlgorithm.parse(algorithm)), token.signed(), token.signature());
        } catch (JOSEException e) {
            return false;
        }
    }
}
