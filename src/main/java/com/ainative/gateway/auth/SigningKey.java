package com.ainative.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** One P-256 key: it verifies, and signs where its private half is here. Its text is its id, and nothing of the key. */
final class SigningKey {

    static final long NEVER = Long.MAX_VALUE;

    private final ECKey key;
    private final JWSVerifier verifier;
    private final long made;
    private final long until;

    /**
     * @param made seconds since 1970; 0 where nobody knows
     * @param until seconds since 1970 up to which it verifies, whatever else becomes of it
     */
    SigningKey(ECKey key, JWSVerifier verifier, long made, long until) {
        this.key = key;
        this.verifier = verifier;
        this.made = made;
        this.until = until;
    }

    static ECKey generate(Instant now) {
        try {
            return new ECKeyGenerator(Curve.P_256).issueTime(Date.from(now)).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM has no P-256", e);
        }
    }

    /** One with a private half, which is tried. Its numbers alone count, and when it was made. */
    static SigningKey signing(ECKey read, long made) throws JOSEException {
        if (!Curve.P_256.equals(read.getCurve()) || !read.isPrivate()) {
            throw new JOSEException("another curve, or no private half");
        }
        // What else a file says would be published with them, and the key's id must be there and tell keys apart.
        ECKey key = bare(read).privateKey(read.toECPrivateKey()).build();
        JWSVerifier verifier = new ECDSAVerifier(key.toPublicJWK());
        JWSObject probe = new JWSObject(new JWSHeader(SigningKeys.ALGORITHM), new Payload("probe"));
        probe.sign(new ECDSASigner(key));
        if (!probe.verify(verifier)) {
            throw new JOSEException("the private half belongs to another key");
        }
        return new SigningKey(key, verifier, made, 0);
    }

    /** The public half alone. */
    static SigningKey verifying(String jwk, long until) throws ParseException, JOSEException {
        ECKey read = parsed(jwk);
        if (!Curve.P_256.equals(read.getCurve())) {
            throw new JOSEException("another curve");
        }
        ECKey key = bare(read).build();
        return new SigningKey(key, new ECDSAVerifier(key), seconds(read.getIssueTime(), 0), until);
    }

    static ECKey parsed(String jwk) throws ParseException {
        if (!jwk.startsWith("{")) {
            throw new ParseException("no JSON object", 0);
        }
        return ECKey.parse(jwk);
    }

    static long seconds(@Nullable Date date, long otherwise) {
        return date == null ? otherwise : date.toInstant().getEpochSecond();
    }

    private static ECKey.Builder bare(ECKey read) throws JOSEException {
        return new ECKey.Builder(Curve.P_256, read.toECPublicKey()).keyUse(KeyUse.SIGNATURE)
                .algorithm(SigningKeys.ALGORITHM).keyIDFromThumbprint();
    }

    SigningKey until(long newUntil) {
        return new SigningKey(key, verifier, made, newUntil);
    }

    /** Its thumbprint. */
    String id() {
        return key.getKeyID();
    }

    /** With the private half, where it is here. */
    ECKey key() {
        return key;
    }

    /** The public half in the shortest form that can be read again: its numbers, and when it was made. */
    ECKey.Builder publicNumbers() {
        return new ECKey.Builder(key.getCurve(), key.getX(), key.getY())
                .issueTime(Date.from(Instant.ofEpochSecond(made)));
    }

    JWSVerifier verifier() {
        return verifier;
    }

    long made() {
        return made;
    }

    long until() {
        return until;
    }

    @Override
    public String toString() {
        return id();
    }
}
