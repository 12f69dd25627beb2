package com.ainative.gateway.auth;

/**
 * A token whose signature and claims are good.
 *
 * @param signedBy the keys its signature was checked with
 * @param begins seconds since 1970
 * @param expires seconds since 1970
 */
public record VerifiedToken(Caller caller, KeySource signedBy, String keyId, long begins, long expires) {

    /** How far clocks may disagree, in seconds. */
    static final long LEEWAY = 60;

    /** Who says whether a key still counts. */
    @FunctionalInterface
    public interface KeySource {

        /** Whether tokens with this key's signature are still believed. Asked for every request. */
        boolean knows(String keyId);
    }

    /** Whether its signature would still be believed. */
    boolean isSigned() {
        return signedBy.knows(keyId);
    }

    boolean isCurrent(long now) {
        return now >= begins - LEEWAY && now < expires + LEEWAY;
    }
}
