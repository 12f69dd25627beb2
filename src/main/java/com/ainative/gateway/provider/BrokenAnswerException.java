package com.ainative.gateway.provider;

/** A provider answered with something its protocol does not allow. Counts against its breaker. */
public final class BrokenAnswerException extends RuntimeException {

    public BrokenAnswerException(String message) {
        super(message, null, false, false);
    }
}
