package com.ainative.gateway.auth;

/**
 * A credential that must let nobody in.
 *
 * @param name what is wrong with it; no two have the same
 */
public record Attack(String name, String credential) {

    /** Whether a header can hold it; a front door may refuse what cannot be one. */
    public boolean isPlain() {
        return credential.equals(credential.strip())
                && credential.chars().allMatch(character -> character >= ' ' && character < 0x7f);
    }

    /** The name alone: reports quote it, and many a credential is one character away from a good one. */
    @Override
    public String toString() {
        return name;
    }
}
