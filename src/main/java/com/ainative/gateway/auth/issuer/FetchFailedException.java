package com.ainative.gateway.auth.issuer;

/** An issuer that did not tell its keys. The message reads on from its name, and repeats nothing that it said. */
final class FetchFailedException extends Exception {

    FetchFailedException(String message) {
        super(message, null, false, false);
    }
}
