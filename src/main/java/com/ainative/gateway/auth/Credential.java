package com.ainative.gateway.auth;

/**
 * What a caller has shown.
 *
 * @param id by which it can be revoked; empty where it cannot be from here
 * @param expires seconds since 1970; {@link #NEVER} where it does not
 */
public record Credential(Kind kind, String id, long expires) {

    public static final long NEVER = Long.MAX_VALUE;

    /** What counts for requests that were accepted earlier, such as jobs. */
    public static final Credential KEPT = new Credential(Kind.KEPT, "", NEVER);

    /** Where it is from. */
    public enum Kind {
        /** An access token of a login; its id is the session's. */
        SESSION,
        /** An access token an operator has minted. */
        TOKEN,
        /** An API key. */
        KEY,
        /** A token of another issuer. */
        OUTSIDE,
        /** It was looked at when the request was accepted. */
        KEPT
    }
}
