package com.ainative.gateway.provider;

import com.ainative.gateway.provider.ProviderOutcome.Unavailable;

/**
 * Carries an {@link Unavailable} out of the circuit breaker: only what is thrown inside it can be counted or left
 * uncounted by it. Caught by {@link ProviderUnavailable}; no stack trace, for nothing is broken here.
 */
public final class ProviderException extends RuntimeException {

    private final transient Unavailable outcome;

    public ProviderException(Unavailable outcome) {
        super(outcome.failure().message(), null, false, false);
        this.outcome = outcome;
    }

    public Unavailable outcome() {
        return outcome;
    }
}
