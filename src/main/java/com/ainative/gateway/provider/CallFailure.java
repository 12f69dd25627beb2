package com.ainative.gateway.provider;

/** A call that brought no answer to judge: nobody there, too slow, broken bytes, or the caller left. */
final class CallFailure extends RuntimeException {

    /** Which kind, for each is told differently. */
    enum Kind {
        UNREACHABLE,
        TIMEOUT,
        BROKEN,
        CANCELLED
    }

    private final Kind kind;

    CallFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
