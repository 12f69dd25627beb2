package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.base64;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that say what a good one says, and whose signature is none, or is not spelled as signatures are. */
final class SignatureAttacks {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();

    private final TokenForge forge;
    private final String good;
    private final String signedText;
    private final List<Attack> all = new ArrayList<>();

    private SignatureAttacks(TokenForge forge) {
        this.forge = forge;
        this.good = forge.token();
        this.signedText = good.substring(0, good.lastIndexOf('.'));
    }

    static List<Attack> of(TokenForge forge) {
        SignatureAttacks attacks = new SignatureAttacks(forge);
        try {
            attacks.unsigned();
            attacks.knownSecrets();
            attacks.numbers();
            attacks.spellings();
            attacks.unusedBits();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new AssertionError(e);
        }
        return attacks.all;
    }

    private void add(String name, String token) {
        all.add(new Attack(name, token));
    }

    private void unsigned() {
        for (String alg : List.of("none", "None", "NONE", "nOnE", "none ", "", "null")) {
            String text = base64(forge.header("alg", "\"" + alg + "\"")) + "." + base64(forge.claims());
            add("alg '" + alg + "', no signature", text + ".");
            add("alg '" + alg + "', a signature of another text", text + "." + base64(forge.signature(text + "x")));
            add("alg '" + alg + "', two parts", text);
            add("alg '" + alg + "', a signature of zeros", text + "." + base64(new byte[64]));
        }
    }

    /**
     * Where a verifier takes the algorithm from the token, the public key becomes a secret everybody knows; others are
     * guessed.
     */
    private void knownSecrets() throws GeneralSecurityException, JOSEException {
        ECKey key = forge.keys().key();
        byte[] der = key.toECPublicKey().getEncoded();
        String lines = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----";
        Map<String, byte[]> secrets = new LinkedHashMap<>();
        secrets.put("PEM", bytes(pem));
        secrets.put("PEM and line break", bytes(pem + "\n"));
        secrets.put("DER", der);
        secrets.put("DER as base64", Base64.getEncoder().encode(der));
        secrets.put("JWK", bytes(key.toPublicJWK().toJSONString()));
        secrets.put("point", Arrays.copyOfRange(der, der.length - 65, der.length));
        secrets.put("x", key.getX().decode());
        secrets.put("x as text", bytes(key.getX().toString()));
        secrets.put("key id", bytes(key.getKeyID()));
        secrets.put("NUL, which is as good as nothing", new byte[1]);
        for (String alg : List.of("HS256", "HS384", "HS512", "ES256")) {
            for (Map.Entry<String, byte[]> secret : secrets.entrySet()) {
                keyed(alg, secret.getKey(), secret.getValue());
            }
        }
        for (String guess : List.of("secret", "changeme", "ainative", "your-256-bit-secret", "null")) {
            keyed("HS256", "'" + guess + "'", bytes(guess));
        }
    }

    private void keyed(String alg, String what, byte[] secret) throws GeneralSecurityException {
        String algorithm = alg.startsWith("HS") ? "HmacSHA" + alg.substring(2) : "HmacSHA512";
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret, algorithm));
        String text = base64(forge.header("alg", "\"" + alg + "\"")) + "." + base64(forge.claims());
        add(alg + " keyed with " + what, text + "." + base64(mac.doFinal(bytes(text))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void halves(String what, BigInteger r, BigInteger s) {
        add("signature " + what, signedText + "." + base64(halves(r, s)));
    }

    static byte[] halves(BigInteger r, BigInteger s) {
        byte[] both = new byte[64];
        byte[] left = r.toByteArray();
        byte[] right = s.toByteArray();
        int leftLength = Math.min(32, left.length);
        int rightLength = Math.min(32, right.length);
        System.arraycopy(left, left.length - leftLength, both, 32 - leftLength, leftLength);
        System.arraycopy(right, right.length - rightLength, both, 64 - rightLength, rightLength);
        return both;
    }

    private void numbers() {
        BigInteger prime = ((ECFieldFp) Curve.P_256.toECParameterSpec().getCurve().getField()).getP();
        BigInteger zero = BigInteger.ZERO;
        BigInteger one = BigInteger.ONE;
        BigInteger most = one.shiftLeft(256).subtract(one);
        byte[] signature = forge.signature(signedText);
        BigInteger r = new BigInteger(1, Arrays.copyOf(signature, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        halves("r = s = 0", zero, zero);
        halves("r = 0", zero, s);
        halves("s = 0", r, zero);
        halves("r = n", ORDER, s);
        halves("s = n", r, ORDER);
        halves("r = s = n", ORDER, ORDER);
        halves("r = n, s = 0", ORDER, zero);
        halves("r = n + 1", ORDER.add(one), s);
        halves("s = n + 1", r, ORDER.add(one));
        halves("r = n - 1, s = n - 1", ORDER.subtract(one), ORDER.subtract(one));
        halves("r = p", prime, s);
        halves("r = s = 2^256 - 1", most, most);
        halves("r = s = 1", one, one);
        halves("r and s exchanged", s, r);
        halves("n - r", ORDER.subtract(r), s);
    }

    private void spelled(String what, String signature) {
        add("signature " + what, signedText + "." + signature);
    }

    private void spellings() throws JOSEException {
        String signature = good.substring(signedText.length() + 1);
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        ECPrivateKey key = forge.keys().key().toECPrivateKey();
        // A signature with + or / in the old alphabet, or the case would be the good token.
        byte[] other = bytes;
        while (!base64(other).contains("-") && !base64(other).contains("_")) {
            other = forge.signature(signedText);
        }
        spelled("of another text", base64(forge.signature(signedText + "x")));
        spelled("in DER", base64(TokenForge.signature("SHA256withECDSA", key, signedText)));
        spelled("of another hash", base64(TokenForge.signature("SHA384withECDSAinP1363Format", key, signedText)));
        spelled("of the claims alone", base64(forge.signature(signedText.substring(signedText.indexOf('.') + 1))));
        spelled("a character short", signature.substring(0, 85));
        spelled("a byte short", base64(Arrays.copyOf(bytes, 63)));
        spelled("half", base64(Arrays.copyOf(bytes, 32)));
        spelled("a byte long", base64(Arrays.copyOf(bytes, 65)));
        spelled("of 96 bytes", base64(Arrays.copyOf(bytes, 96)));
        spelled("twice", base64(bytes(signature + signature)));
        spelled("padded", signature + "==");
        spelled("padded once", signature + "=");
        spelled("in the old alphabet", Base64.getEncoder().withoutPadding().encodeToString(other));
        spelled("with a space", signature.substring(0, 40) + " " + signature.substring(40));
        spelled("with a line break", signature.substring(0, 40) + "\r\n" + signature.substring(40));
        spelled("in hexadecimal", new BigInteger(1, bytes).toString(16));
        for (int bit : List.of(0, 255, 256, 511)) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            spelled("with bit " + bit + " turned", base64(flipped));
        }
        endings(signature).forEach(ending -> spelled("with unused bits: " + ending.letter, ending.text));
    }

    /** Two bytes more than a multiple of three, and one: two and four unused bits. The variant itself is well signed. */
    private void unusedBits() {
        for (String fill : List.of("", "1", "11")) {
            String claims = base64(forge.claims("jti", "\"" + fill + "\""));
            String header = base64(forge.header() + " ".repeat(fill.length()));
            endings(claims).forEach(ending -> add("claims " + fill.length() + " with unused bits: " + ending.letter,
                    forge.signedText(base64(forge.header()) + "." + ending.text)));
            endings(header).forEach(ending -> add("header " + fill.length() + " with unused bits: " + ending.letter,
                    forge.signedText(ending.text + "." + base64(forge.claims()))));
            add("claims " + fill.length() + " padded",
                    forge.signedText(base64(forge.header()) + "." + claims + "="));
            add("header " + fill.length() + " padded", forge.signedText(header + "=." + base64(forge.claims())));
        }
    }

    private record Ending(char letter, String text) {
    }

    /** All other texts that a lenient decoder reads as the same bytes. */
    private static Stream<Ending> endings(String base64) {
        byte[] bytes = Base64.getUrlDecoder().decode(base64);
        String stem = base64.substring(0, base64.length() - 1);
        return ALPHABET.chars().mapToObj(last -> new Ending((char) last, stem + (char) last))
                .filter(ending -> !ending.text.equals(base64))
                .filter(ending -> Arrays.equals(Base64.getUrlDecoder().decode(ending.text), bytes));
    }
}
