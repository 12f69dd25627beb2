package com.ainative.gateway.auth;

import java.util.Optional;

/** Decides about tokens of other issuers. */
public interface OutsideTokens {

    /** Where nobody else is believed. */
    OutsideTokens NONE = new OutsideTokens() {
        @Override
        public boolean isListed(String issuer) {
            return false;
        }

        @Override
        public Optional<VerifiedToken> check(TokenParts token) {
            return Optional.empty();
        }
    };

    /** Whether an operator has listed it. */
    boolean isListed(String issuer);

    /** Whose token it is; empty where it is wrong in any way. Called for tokens that name a listed issuer; may block. */
    Optional<VerifiedToken> check(TokenParts token);
}
