package com.ainative.gateway.auth;

import com.ainative.gateway.auth.Credential.Kind;
import com.ainative.gateway.config.AuthConfig;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a token is one this gateway issued. Nothing in a token is followed: no key, address or algorithm it names
 * is used. It is read as narrowly as {@link TokenIssuer} writes: three header fields, {@code at+jwt} in these letters, one
 * audience, times in whole seconds.
 */
final class OwnTokens {

    private static final JWSHeader HEADER = new JWSHeader(SigningKeys.ALGORITHM);

    private final AuthConfig auth;
    private final SigningKeys keys;

    OwnTokens(AuthConfig auth, SigningKeys keys) {
        this.auth = auth;
        this.keys = keys;
    }

    Optional<VerifiedToken> check(TokenParts token) {
        JsonNode header = token.header();
        String keyId = header.path("kid").textValue();
        boolean isOurs = header.size() == 3 && SigningKeys.ALGORITHM.getName().equals(header.path("alg").textValue())
                && TokenIssuer.TYPE.getType().equals(header.path("typ").textValue()) && keyId != null;
        JWSVerifier signature = isOurs ? keys.verifier(keyId) : null;
        try {
            return signature != null && signature.verify(HEADER, token.signed(), token.signature())
                    ? claims(token.claims(), keyId)
                    : Optional.empty();
        } catch (JOSEException e) {
            return Optional.empty();
        }
    }

    private Optional<VerifiedToken> claims(JsonNode claims, String keyId) {
        String subject = claims.path("sub").textValue();
        String tier = claims.path("tier").textValue();
        List<String> roles = texts(claims.path("roles"));
        Grants grants = GrantsJson.read(claims.path(TokenIssuer.GRANTS));
        boolean known = auth.issuer().equals(claims.path("iss").textValue())
                && auth.audience().equals(claims.path("aud").textValue()) && subject != null && !subject.isBlank()
                && tier != null && TokenParts.isTime(claims.path("exp")) && TokenParts.isTime(claims.path("nbf"))
                && TokenParts.isTime(claims.path("iat"));
        Credential credential = credential(claims);
        if (!known || roles == null || grants == null || credential == null) {
            return Optional.empty();
        }
        long begins = Math.max(claims.path("nbf").longValue(), claims.path("iat").longValue());
        return Optional.of(new VerifiedToken(new Caller(subject, tier, roles, grants, credential), keys, keyId, begins,
                credential.expires()));
    }

    /** Null where its name is not a text. */
    private static @Nullable Credential credential(JsonNode claims) {
        JsonNode session = claims.path(TokenIssuer.SESSION);
        JsonNode id = session.isMissingNode() ? claims.path("jti") : session;
        return id.isMissingNode() || id.isTextual()
                ? new Credential(session.isMissingNode() ? Kind.TOKEN : Kind.SESSION, id.asText(""),
                        claims.path("exp").longValue())
                : null;
    }

    private static @Nullable List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : array) {
            if (!text.isTextual()) {
                return null;
            }
            texts.add(text.textValue());
        }
        return array.isArray() ? texts : null;
    }
}
