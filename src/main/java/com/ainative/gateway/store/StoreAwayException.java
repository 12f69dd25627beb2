package com.ainative.gateway.store;

import org.jspecify.annotations.Nullable;

/** The store cannot be reached or written to just now; nothing was changed. It may be there again later. */
public final class StoreAwayException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StoreAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
