package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.base64;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Tokens that somebody else's key has signed, properly, or nobody's, as they are encrypted; many name the key. */
final class StrangerAttacks {

    /** The stranger's, published where its tokens say. */
    private static final ECKey STRANGER = SigningKeys.throwAway().key();
    private static final String P256 = "SHA256withECDSAinP1363Format";

    private final TokenForge forge;
    private final String canary;
    private final List<Attack> all = new ArrayList<>();

    private StrangerAttacks(TokenForge forge, String canary) {
        this.forge = forge;
        this.canary = canary;
    }

    static List<Attack> of(TokenForge forge, String canary) {
        StrangerAttacks attacks = new StrangerAttacks(forge, canary);
        try {
            attacks.otherKeys();
            attacks.namedKeys();
            attacks.issuers();
            attacks.encrypted();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new AssertionError(e);
        }
        return attacks.all;
    }

    static String published() {
        return new JWKSet(new ECKey.Builder(STRANGER).keyUse(KeyUse.SIGNATURE).build()).toString(true);
    }

    private void add(String name, String token) {
        all.add(new Attack(name, token));
    }

    private void signedBy(String name, String algorithm, PrivateKey key, String header, String claims) {
        String text = base64(header) + "." + base64(claims);
        add(name, text + "." + base64(TokenForge.signature(algorithm, key, text)));
    }

    private void signedBy(String name, String alg, String algorithm, PrivateKey key) {
        signedBy(name, algorithm, key, forge.header("alg", "\"" + alg + "\""), forge.claims());
    }

    private static PrivateKey newKey(String algorithm, String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!curve.isEmpty()) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair().getPrivate();
    }

    private void otherKeys() throws GeneralSecurityException, JOSEException {
        PrivateKey rsa = newKey("RSA", "");
        signedBy("RS256", "RS256", "SHA256withRSA", rsa);
        signedBy("RSA called ES256", "ES256", "SHA256withRSA", rsa);
        signedBy("PS256 that is RS256", "PS256", "SHA256withRSA", rsa);
        signedBy("ES384", "ES384", "SHA384withECDSAinP1363Format", newKey("EC", "secp384r1"));
        signedBy("P-384 called ES256", "ES256", P256, newKey("EC", "secp384r1"));
        signedBy("ES512", "ES512", "SHA512withECDSAinP1363Format", newKey("EC", "secp521r1"));
        signedBy("EdDSA", "EdDSA", "Ed25519", newKey("Ed25519", ""));
        signedBy("Ed25519 called ES256", "ES256", "Ed25519", newKey("Ed25519", ""));
        signedBy("another P-256 key under our id", "ES256", P256, STRANGER.toECPrivateKey());
        add("another gateway's token", TokenForge.of(SigningKeys.throwAway(), forge.now()).token());
        signedBy("our own key under another gateway's id", P256, forge.keys().key().toECPrivateKey(),
                forge.header("kid", "\"" + STRANGER.getKeyID() + "\""), forge.claims());
    }

    /** Whoever takes a token's word for the key, or for where it is, lets these in. */
    private void namedKeys() throws JOSEException, GeneralSecurityException {
        String kid = "\"" + STRANGER.getKeyID() + "\"";
        String jwk = STRANGER.toPublicJWK().toJSONString();
        byte[] certificate = SelfSigned.certificate(STRANGER.toKeyPair());
        String chain = "[\"" + Base64.getEncoder().encodeToString(certificate) + "\"]";
        String print = "\"" + base64(MessageDigest.getInstance("SHA-256").digest(certificate)) + "\"";
        named("jwk", "jwk", jwk);
        named("jwk under its id", "jwk", jwk, "kid", kid);
        named("jwk and no id", "jwk", jwk, "kid", TokenForge.LEFT_OUT);
        named("x5c", "x5c", chain);
        named("x5c and x5t", "x5c", chain, "x5t#S256", print, "kid", TokenForge.LEFT_OUT);
        named("jku and jwk", "jku", quoted("/jwks.json"), "jwk", jwk);
        for (String path : List.of("/.well-known/jwks.json", "/jwks.json#ainative", "/redirect?to=/jwks.json")) {
            named("jku " + path, "jku", quoted(path), "kid", kid);
            named("jku " + path + " under our id", "jku", quoted(path));
        }
        named("x5u", "x5u", quoted("/chain.pem"));
        named("x5u under its id", "x5u", quoted("/chain.pem"), "kid", kid);
        named("kid that is an address", "kid", quoted("/jwks.json"));
        named("kid, iss and jku", "jku", quoted("/jwks.json"), "iss", "\"" + canary + "\"", "kid", kid);
    }

    private void named(String name, String... edits) throws JOSEException {
        signedBy("stranger's key: " + name, P256, STRANGER.toECPrivateKey(), forge.header(edits), forge.claims());
        add("our key, and in the header " + name, forge.signed(forge.header(edits), forge.claims()));
    }

    private String quoted(String path) {
        return "\"" + canary + path + "\"";
    }

    /** Nobody has listed them, though where they are keys could be had. */
    private void issuers() throws JOSEException {
        String kid = "\"" + STRANGER.getKeyID() + "\"";
        for (String issuer : List.of(canary, canary + "/", canary + "/realms/ainative", canary + "/.well-known",
                canary.replace("http://", "http://ainative@"), canary + "#ainative", canary + "?ainative",
                canary.replace("127.0.0.1", "localhost"), canary.replace("127.0.0.1", "2130706433"),
                canary.replace("http:", "HTTP:"), "file:///etc/passwd", "jar:" + canary + "/a.jar!/b")) {
            signedBy("unlisted issuer " + issuer.replaceFirst(":[0-9]{2,}", ""), P256, STRANGER.toECPrivateKey(),
                    forge.header("kid", kid), forge.claims("iss", "\"" + issuer + "\""));
        }
        add("unlisted issuer, and our own key", forge.signed(forge.header(), forge.claims("iss", quoted(""))));
        signedBy("our issuer and the unlisted one", P256, STRANGER.toECPrivateKey(), forge.header("kid", kid),
                forge.claims("iss", "[\"ainative\"," + quoted("") + "]"));
    }

    /** Anybody can encrypt to a public key. */
    private void encrypted() throws JOSEException {
        ECKey own = forge.keys().key();
        JWEObject wrapped = new JWEObject(new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM)
                .keyID(own.getKeyID()).type(TokenIssuer.TYPE).contentType("JWT").build(), new Payload(forge.token()));
        wrapped.encrypt(new ECDHEncrypter(own.toECPublicKey()));
        add("encrypted to our key, a good token inside", wrapped.serialize());
        JWEObject claims = new JWEObject(new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A128GCM)
                .keyID(own.getKeyID()).build(), new Payload(forge.claims()));
        claims.encrypt(new ECDHEncrypter(own.toECPublicKey()));
        add("encrypted to our key, claims inside", claims.serialize());
        JWEObject open = new JWEObject(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM),
                new Payload(forge.token()));
        open.encrypt(new DirectEncrypter(new byte[32]));
        add("encrypted with zeros", open.serialize());
        add("encrypted with a broken point", base64("{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":{\"kty\":\"EC\","
                + "\"crv\":\"P-256\",\"x\":\"" + Base64URL.encode(new byte[32]) + "\",\"y\":\""
                + Base64URL.encode(new byte[32]) + "\"}}") + "..AAAA.AAAA.AAAA");
    }
}
