package com.ainative.gateway.auth;

import com.ainative.gateway.config.AuthConfig;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Issues the gateway's own access tokens, in the shape of RFC 9068. Nobody registers clients here, so its {@code client_id}
 * is always the gateway's own.
 */
public final class TokenIssuer {

    /** What keeps any other kind of token this key may come to sign from passing as an access token. */
    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    /** The claim that names the login a token is from. */
    static final String SESSION = "sid";
    static final String GRANTS = "grants";
    private static final String CLIENT = "ainative-gateway";

    private final AuthConfig auth;
    private final SigningKeys keys;
    private final InstantSource clock;

    public TokenIssuer(AuthConfig auth, SigningKeys keys, InstantSource clock) {
        this.auth = auth;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Every token it returns is one {@link TokenVerifier} takes.
     *
     * @param life from now on
     * @throws IllegalArgumentException when the subject is blank, or subject and roles are too long for a token
     */
    public String issue(String subject, String tier, List<String> roles, Duration life) {
        return issue(subject, tier, roles, Grants.ALL, null, life);
    }

    /**
     * The same for a login.
     *
     * @param session its id; null for a token that belongs to none
     */
    public String issue(String subject, String tier, List<String> roles, Grants grants, @Nullable String session,
            Duration life) {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("a token needs a subject");
        }
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(auth.issuer()).audience(auth.audience())
                .subject(subject)
                .issueTime(Date.from(now)).notBeforeTime(Date.from(now)).expirationTime(Date.from(now.plus(life)))
                .jwtID(UUID.randomUUID().toString()).claim("client_id", CLIENT).claim("tier", tier)
                .claim("roles", roles).claim(SESSION, session);
        if (!grants.equals(Grants.ALL)) {
            claims.claim(GRANTS, GrantsJson.write(grants));
        }
        String token = sign(claims.build());
        if (token.length() > TokenVerifier.MAX_LENGTH) {
            throw new IllegalArgumentException("subject and roles are too long: the token would have "
                    + token.length() + " characters, at most " + TokenVerifier.MAX_LENGTH + " are understood");
        }
        return token;
    }

    private String sign(JWTClaimsSet claims) {
        ECKey key = keys.key();
        JWSHeader header = new JWSHeader.Builder(SigningKeys.ALGORITHM).type(TYPE).keyID(key.getKeyID()).build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key no longer signs", e);
        }
    }
}
