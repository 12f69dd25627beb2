package com.ainative.gateway.auth;

/**
 * What operators may know of a key.
 *
 * @param id its {@code kid} in tokens and in the key set
 * @param made seconds since 1970; 0 where nobody knows
 * @param until seconds since 1970 up to which it verifies; 0 where it is one of this gateway's that signs or will
 */
public record ListedKey(String id, State state, long made, long until) {

    /** What it is good for. */
    public enum State {
        /** It signs. */
        CURRENT,
        /** It is published, and will sign. */
        NEXT,
        /** It verifies what it has signed. */
        RETIRED,
        /** It belongs to another gateway on the same store. */
        OTHER
    }
}
