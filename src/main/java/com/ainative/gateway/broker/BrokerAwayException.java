package com.ainative.gateway.broker;

import org.jspecify.annotations.Nullable;

/** The broker cannot be reached, or cannot store anything just now. It may be there again later. */
public final class BrokerAwayException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BrokerAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
