package com.ainative.gateway.reload.preview;

/** In what two decisions about one request differ, in an operator's words. */
record Difference(Kind kind, String now, String then) {

    /** What differs. */
    enum Kind {
        REFUSAL,
        LIMIT,
        PROVIDERS
    }
}
