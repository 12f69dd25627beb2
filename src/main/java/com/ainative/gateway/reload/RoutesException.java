package com.ainative.gateway.reload;

/** The routes cannot start; the message says which and why. */
public final class RoutesException extends RuntimeException {

    public RoutesException(String message, Throwable cause) {
        super(message, cause);
    }
}
