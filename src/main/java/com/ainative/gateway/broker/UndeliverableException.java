package com.ainative.gateway.broker;

import org.jspecify.annotations.Nullable;

/** The broker is there, and will never take this message: its queue does not exist, or is not for the gateway to use,
 * or a header of it is none the protocol has. */
public final class UndeliverableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UndeliverableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
