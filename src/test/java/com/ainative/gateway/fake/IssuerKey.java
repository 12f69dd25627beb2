package com.ainative.gateway.fake;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A key of another issuer and what it signs: made out of text, with the JDK's own cryptography, so that anything can be wrong
 * with it. Edits are a name and its JSON, in turns.
 */
public final class IssuerKey {

    /** In the place of a value: leaves the field out. */
    public static final String LEFT_OUT = "";

    private static final Map<String, String> CURVES = Map.of("ES256", "secp256r1", "ES384", "secp384r1", "ES512",
            "secp521r1");

    private final String kid;
    private final String algorithm;
    private final KeyPair pair;

    private IssuerKey(String kid, String algorithm, KeyPair pair) {
        this.kid = kid;
        this.algorithm = algorithm;
        this.pair = pair;
    }

    public static IssuerKey make(String kid, String algorithm) {
        try {
            String curve = CURVES.get(algorithm);
            if (curve == null) {
                return rsa(kid, algorithm, 2_048);
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return new IssuerKey(kid, algorithm, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static IssuerKey rsa(String kid, String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new IssuerKey(kid, algorithm, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The same numbers under another name, or for another algorithm. */
    public IssuerKey as(String otherKid, String otherAlgorithm) {
        return new IssuerKey(otherKid, otherAlgorithm, pair);
    }

    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** Its public half as JSON Web Key. */
    public String jwk(String... edits) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kid", quoted(kid));
        fields.put("use", "\"sig\"");
        if (pair.getPublic() instanceof RSAPublicKey key) {
            fields.put("kty", "\"RSA\"");
            fields.put("n", quoted(number(key.getModulus(), 0)));
            fields.put("e", quoted(number(key.getPublicExponent(), 0)));
        } else if (pair.getPublic() instanceof ECPublicKey key) {
            int bits = key.getParams().getCurve().getField().getFieldSize();
            fields.put("kty", "\"EC\"");
            fields.put("crv", quoted("P-" + bits));
            fields.put("x", quoted(number(key.getW().getAffineX(), (bits + 7) / 8)));
            fields.put("y", quoted(number(key.getW().getAffineY(), (bits + 7) / 8)));
        }
        return edited(fields, edits);
    }

    public String header(String... edits) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("alg", quoted(algorithm));
        fields.put("typ", "\"JWT\"");
        fields.put("kid", quoted(kid));
        return edited(fields, edits);
    }

    /** Good claims for the audience {@code gateway}, but for the edits. */
    public static String claims(String issuer, Instant now, String... edits) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("iss", quoted(issuer));
        fields.put("aud", "\"gateway\"");
        fields.put("sub", "\"ann\"");
        fields.put("iat", String.valueOf(now.getEpochSecond()));
        fields.put("exp", String.valueOf(now.getEpochSecond() + 600));
        return edited(fields, edits);
    }

    public String signed(String claims) {
        return signed(header(), claims);
    }

    public String signed(String header, String claims) {
        String text = base64(header) + "." + base64(claims);
        try {
            Signature signature = signature();
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Signature signature() throws GeneralSecurityException {
        String bits = algorithm.substring(2);
        Signature signature = Signature.getInstance(switch (algorithm.substring(0, 2)) {
            case "RS" -> "SHA" + bits + "withRSA";
            case "PS" -> "RSASSA-PSS";
            default -> "SHA" + bits + "withECDSAinP1363Format";
        });
        if (algorithm.startsWith("PS")) {
            signature.setParameter(new PSSParameterSpec("SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits),
                    Integer.parseInt(bits) / 8, 1));
        }
        return signature;
    }

    public static String edited(Map<String, String> fields, String... edits) {
        for (int i = 0; i < edits.length; i += 2) {
            fields.put(edits[i], edits[i + 1]);
        }
        StringJoiner object = new StringJoiner(",", "{", "}");
        fields.forEach((name, json) -> {
            if (!json.equals(LEFT_OUT)) {
                object.add(quoted(name) + ":" + json);
            }
        });
        return object.toString();
    }

    public static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @param length in bytes, at least */
    private static String number(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
        byte[] whole = new byte[Math.max(length, bytes.length - from)];
        System.arraycopy(bytes, from, whole, whole.length - bytes.length + from, bytes.length - from);
        return base64(Arrays.copyOf(whole, whole.length));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
