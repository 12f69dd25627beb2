package com.ainative.gateway.account;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What renews a login, once: {@code air_SESSION.SECRET.PROOF}. The proof shows that it was made here, so that a used one is
 * told from one that somebody made up, without keeping all that were ever used.
 */
record RefreshToken(String session, String secret, String proof) {

    static final String PREFIX = "air_";
    private static final Pattern SHAPE = Pattern
            .compile(PREFIX + "(ses-[0-9a-f]{32})\\.([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");

    static RefreshToken make(String session, Seal seal) {
        String secret = Seal.random();
        return new RefreshToken(session, secret, proof(session, secret, seal));
    }

    private static String proof(String session, String secret, Seal seal) {
        return seal.of("refresh-proof", session, secret);
    }

    /** Empty for what was not made here. */
    static Optional<RefreshToken> of(String text, Seal seal) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return Optional.empty();
        }
        RefreshToken token = new RefreshToken(shape.group(1), shape.group(2), shape.group(3));
        return Seal.equal(token.proof, proof(token.session, token.secret, seal))
                ? Optional.of(token)
                : Optional.empty();
    }

    /** What is kept of it. */
    String digest(Seal seal) {
        return seal.of("refresh", session, secret);
    }

    /** For its holder. */
    String text() {
        return PREFIX + session + "." + secret + "." + proof;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return PREFIX + session + ".***";
    }
}
