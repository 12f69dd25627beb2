package com.ainative.gateway.auth;

import com.ainative.gateway.config.AuthConfig;
import com.nimbusds.jose.JOSEException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Makes tokens out of text, with the JDK's own cryptography, so that anything can be wrong with them. */
final class TokenForge {

    static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    static final AuthConfig AUTH = new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10));

    /** In the place of a value: leaves the field out. */
    static final String LEFT_OUT = "";

    private final SigningKeys keys;

    private final Instant now;

    private TokenForge(SigningKeys keys, Instant now) {
        this.keys = keys;
        this.now = now;
    }

    static TokenForge withNewKey() {
        return of(SigningKeys.throwAway(), NOW);
    }

    /** @param now when its tokens begin */
    static TokenForge of(SigningKeys keys, Instant now) {
        return new TokenForge(keys, now);
    }

    SigningKeys keys() {
        return keys;
    }

    Instant now() {
        return now;
    }

    TokenVerifier verifier() {
        return new TokenVerifier(AUTH, keys, () -> now);
    }

    /** A good header as JSON, but for these edits: a name and its JSON, in turns. */
    String header(String... edits) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("alg", "\"ES256\"");
        fields.put("typ", "\"at+jwt\"");
        fields.put("kid", "\"" + keys.key().getKeyID() + "\"");
        return edited(fields, edits);
    }

    /** Good claims as JSON, but for these edits: a name and its JSON, in turns. */
    String claims(String... edits) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("iss", "\"ainative\"");
        fields.put("aud", "\"ainative-gateway\"");
        fields.put("sub", "\"ann\"");
        fields.put("tier", "\"pro\"");
        fields.put("roles", "[\"operator\"]");
        fields.put("iat", String.valueOf(now.getEpochSecond()));
        fields.put("nbf", String.valueOf(now.getEpochSecond()));
        fields.put("exp", String.valueOf(now.getEpochSecond() + 600));
        fields.put("jti", "\"1\"");
        return edited(fields, edits);
    }

    private static String edited(Map<String, String> fields, String... edits) {
        for (int i = 0; i < edits.length; i += 2) {
            fields.put(edits[i], edits[i + 1]);
        }
        StringJoiner object = new StringJoiner(",", "{", "}");
        fields.forEach((name, json) -> {
            if (!json.equals(LEFT_OUT)) {
                object.add("\"" + name + "\":" + json);
            }
        });
        return object.toString();
    }

    String token() {
        return signed(header(), claims());
    }

    /** With the gateway's own key: what is wrong with such a token is what it says. */
    String signed(String header, String claims) {
        return signedText(base64(header) + "." + base64(claims));
    }

    String signedText(String text) {
        return text + "." + base64(signature(text));
    }

    byte[] signature(String text) {
        try {
            return signature("SHA256withECDSAinP1363Format", keys.key().toECPrivateKey(), text);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] signature(String algorithm, PrivateKey key, String text) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
