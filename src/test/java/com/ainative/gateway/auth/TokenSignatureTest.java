package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.base64;
import static com.ainative.gateway.auth.TokenForge.claims;
import static com.ainative.gateway.auth.TokenForge.signature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who signed a token. All of these say what a good one says. */
class TokenSignatureTest {

    private static final TokenForge FORGE = TokenForge.withNewKey();
    private static final String GOOD = FORGE.token();
    private static final String SIGNED_TEXT = GOOD.substring(0, GOOD.lastIndexOf('.'));
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final TokenVerifier verifier = FORGE.verifier();

    @ParameterizedTest(name = "{0}")
    @MethodSource({"unsigned", "publicKeyAsSecret", "otherKeys", "numbers", "spellings"})
    @DisplayName("GIVEN a token the gateway's key did not sign, or not in this spelling WHEN verified THEN it is nobody's")
    void verify_forged(String what, String token) {
        assertThat(verifier.verify(token)).as(what).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a token whose unsigned copies were tried WHEN it is verified itself THEN it still passes")
    void verify_afterForgeries() {
        unsigned().forEach(forged -> verifier.verify((String) forged.get()[1]));

        assertThat(verifier.verify(GOOD)).isPresent();
    }

    @Test
    @DisplayName("GIVEN a signature (r, s) written as (r, n-s) WHEN verified THEN it passes, as ECDSA has it: a token's text names nobody")
    void verify_mirroredSignature() {
        byte[] good = Base64.getUrlDecoder().decode(GOOD.substring(SIGNED_TEXT.length() + 1));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(good, 32, 64));
        byte[] mirrored = halves(new BigInteger(1, Arrays.copyOf(good, 32)),
                Curve.P_256.toECParameterSpec().getOrder().subtract(s));

        assertThat(mirrored).isNotEqualTo(good);
        assertThat(verifier.verify(SIGNED_TEXT + "." + base64(mirrored))).isEqualTo(verifier.verify(GOOD)).isPresent();
    }

    private static Arguments signedBy(String what, String alg, String algorithm, PrivateKey key) {
        String text = base64(FORGE.header("alg", "\"" + alg + "\"")) + "." + base64(claims());
        return arguments(what, text + "." + base64(signature(algorithm, key, text)));
    }

    static Stream<Arguments> unsigned() {
        return Stream.of("none", "None", "NONE", "nOnE", "", "null", "ES256").flatMap(alg -> {
            String text = base64(FORGE.header("alg", "\"" + alg + "\"")) + "." + base64(claims());
            return Stream.of(arguments("alg '" + alg + "', no signature", text + "."),
                    arguments("alg '" + alg + "', a signature of another text",
                            text + "." + base64(FORGE.signature(text + "x"))),
                    arguments("alg '" + alg + "', two parts", text));
        });
    }

    /** Where a verifier takes the algorithm from the token, the public key becomes a secret everybody knows. */
    static Stream<Arguments> publicKeyAsSecret() throws Exception {
        ECKey key = FORGE.keys().key();
        byte[] der = key.toECPublicKey().getEncoded();
        String lines = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----";
        String jwk = key.toPublicJWK().toJSONString();
        byte[] point = Arrays.copyOfRange(der, der.length - 65, der.length);
        List<Arguments> cases = new ArrayList<>();
        for (String alg : List.of("HS256", "HS384", "HS512", "ES256")) {
            cases.add(hmac("PEM", alg, pem.getBytes(StandardCharsets.UTF_8)));
            cases.add(hmac("PEM and line break", alg, (pem + "\n").getBytes(StandardCharsets.UTF_8)));
            cases.add(hmac("DER", alg, der));
            cases.add(hmac("DER as base64", alg, Base64.getEncoder().encode(der)));
            cases.add(hmac("JWK", alg, jwk.getBytes(StandardCharsets.UTF_8)));
            cases.add(hmac("point", alg, point));
            cases.add(hmac("x", alg, key.getX().decode()));
            cases.add(hmac("x as text", alg, key.getX().toString().getBytes(StandardCharsets.UTF_8)));
            cases.add(hmac("key id", alg, key.getKeyID().getBytes(StandardCharsets.UTF_8)));
            cases.add(hmac("NUL, which is as good as nothing", alg, new byte[1]));
        }
        return cases.stream();
    }

    private static Arguments hmac(String what, String alg, byte[] secret) throws GeneralSecurityException {
        String algorithm = alg.startsWith("HS") ? "HmacSHA" + alg.substring(2) : "HmacSHA512";
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret, algorithm));
        String text = base64(FORGE.header("alg", "\"" + alg + "\"")) + "." + base64(claims());
        return arguments(alg + " keyed with " + what,
                text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII))));
    }

    private static PrivateKey newKey(String algorithm, String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!curve.isEmpty()) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair().getPrivate();
    }

    static Stream<Arguments> otherKeys() throws GeneralSecurityException {
        PrivateKey rsa = newKey("RSA", "");
        PrivateKey p256 = newKey("EC", "secp256r1");
        PrivateKey p384 = newKey("EC", "secp384r1");
        PrivateKey p521 = newKey("EC", "secp521r1");
        return Stream.of(signedBy("RS256", "RS256", "SHA256withRSA", rsa),
                signedBy("RSA called ES256", "ES256", "SHA256withRSA", rsa),
                signedBy("ES384", "ES384", "SHA384withECDSAinP1363Format", p384),
                signedBy("P-384 called ES256", "ES256", "SHA256withECDSAinP1363Format", p384),
                signedBy("ES512", "ES512", "SHA512withECDSAinP1363Format", p521),
                signedBy("EdDSA", "EdDSA", "Ed25519", newKey("Ed25519", "")),
                signedBy("Ed25519 called ES256", "ES256", "Ed25519", newKey("Ed25519", "")),
                signedBy("another P-256 key under our id", "ES256", "SHA256withECDSAinP1363Format", p256),
                arguments("another gateway's token", TokenForge.withNewKey().token()));
    }

    private static Arguments halves(String what, BigInteger r, BigInteger s) {
        return arguments("signature " + what, SIGNED_TEXT + "." + base64(halves(r, s)));
    }

    private static byte[] halves(BigInteger r, BigInteger s) {
        byte[] both = new byte[64];
        byte[] left = r.toByteArray();
        byte[] right = s.toByteArray();
        int leftLength = Math.min(32, left.length);
        int rightLength = Math.min(32, right.length);
        System.arraycopy(left, left.length - leftLength, both, 32 - leftLength, leftLength);
        System.arraycopy(right, right.length - rightLength, both, 64 - rightLength, rightLength);
        return both;
    }

    static Stream<Arguments> numbers() {
        BigInteger n = Curve.P_256.toECParameterSpec().getOrder();
        BigInteger p = ((ECFieldFp) Curve.P_256.toECParameterSpec().getCurve().getField()).getP();
        BigInteger most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        byte[] good = FORGE.signature(SIGNED_TEXT);
        BigInteger r = new BigInteger(1, Arrays.copyOf(good, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(good, 32, 64));
        BigInteger zero = BigInteger.ZERO;
        return Stream.of(halves("r = s = 0", zero, zero), halves("r = 0", zero, s), halves("s = 0", r, zero),
                halves("r = n", n, s), halves("s = n", r, n), halves("r = s = n", n, n),
                halves("r = n + 1", n.add(BigInteger.ONE), s), halves("s = n + 1", r, n.add(BigInteger.ONE)),
                halves("r = p", p, s), halves("r = s = 2^256 - 1", most, most),
                halves("r = s = 1", BigInteger.ONE, BigInteger.ONE), halves("r and s exchanged", s, r),
                halves("n - r", n.subtract(r), s));
    }

    private static Arguments spelled(String what, String signature) {
        return arguments("signature " + what, SIGNED_TEXT + "." + signature);
    }

    static Stream<Arguments> spellings() throws Exception {
        String good = GOOD.substring(SIGNED_TEXT.length() + 1);
        byte[] bytes = Base64.getUrlDecoder().decode(good);
        byte[] der = signature("SHA256withECDSA", FORGE.keys().key().toECPrivateKey(), SIGNED_TEXT);
        // A signature with + or / in the old alphabet, or the case would be the good token.
        String text = SIGNED_TEXT;
        byte[] other = bytes;
        while (!base64(other).contains("-") && !base64(other).contains("_")) {
            other = FORGE.signature(text);
        }
        List<Arguments> cases = new ArrayList<>(List.of(spelled("in DER", base64(der)),
                spelled("a character short", good.substring(0, 85)),
                spelled("a byte short", base64(Arrays.copyOf(bytes, 63))),
                spelled("half", base64(Arrays.copyOf(bytes, 32))),
                spelled("a byte long", base64(Arrays.copyOf(bytes, 65))),
                spelled("twice", base64((good + good).getBytes(StandardCharsets.US_ASCII))),
                spelled("padded", good + "=="), spelled("padded once", good + "="),
                spelled("in the old alphabet", Base64.getEncoder().withoutPadding().encodeToString(other)),
                spelled("with a line break", good.substring(0, 40) + "\r\n" + good.substring(40)),
                spelled("with a character behind", good + "A")));
        cases.addAll(otherEndings(good).map(end -> spelled("with unused bits: " + end, end)).toList());
        // Two bytes more than a multiple of three, and one: two and four unused bits. The variant itself is well signed.
        for (String fill : List.of("", "1", "11")) {
            String claims = base64(claims("jti", "\"" + fill + "\""));
            String header = base64(FORGE.header() + " ".repeat(fill.length()));
            otherEndings(claims).forEach(end -> cases.add(arguments("claims with unused bits: " + end,
                    FORGE.signedText(base64(FORGE.header()) + "." + end))));
            otherEndings(header).forEach(end -> cases.add(arguments("header with unused bits: " + end,
                    FORGE.signedText(end + "." + base64(claims())))));
            cases.add(
                    arguments("claims padded " + fill, FORGE.signedText(base64(FORGE.header()) + "." + claims + "=")));
            cases.add(arguments("header padded " + fill, FORGE.signedText(header + "=." + claims)));
        }
        return cases.stream();
    }

    /** All other texts that a lenient decoder reads as the same bytes. */
    private static Stream<String> otherEndings(String base64) {
        byte[] bytes = Base64.getUrlDecoder().decode(base64);
        String stem = base64.substring(0, base64.length() - 1);
        return ALPHABET.chars().mapToObj(last -> stem + (char) last).filter(text -> !text.equals(base64))
                .filter(text -> Arrays.equals(Base64.getUrlDecoder().decode(text), bytes));
    }
}
