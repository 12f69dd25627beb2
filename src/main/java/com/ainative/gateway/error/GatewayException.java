package com.ainative.gateway.error;

/** A {@link Failure} on its way to the one place that answers it. It is an answer, not a bug: no stack trace. */
public final class GatewayException extends RuntimeException {

    private final transient Failure failure;

    public GatewayException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
