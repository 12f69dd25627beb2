package com.ainative.gateway.config;

import java.util.Collection;
import java.util.TreeSet;

/**
 * A text that is not of the type it should be. The message reads on from the text, "is not a size; ...", and never
 * repeats it: the text may have come out of the environment.
 */
public final class WrongValueException extends IllegalArgumentException {

    private final String before;
    private final String after;
    private final boolean quotable;

    private WrongValueException(String before, String after, boolean quotable) {
        super((before + after).strip());
        this.before = before;
        this.after = after;
        this.quotable = quotable;
    }

    static WrongValueException of(String message) {
        return new WrongValueException("", " " + message, true);
    }

    /** A name that should be one of those that are defined elsewhere in the file. */
    static WrongValueException unknown(String kind, Collection<String> known) {
        return new WrongValueException("unknown " + kind + " ", "; known: " + String.join(", ", new TreeSet<>(known)),
                true);
    }

    /** For values that may carry a credential: what the file says is not shown either. */
    static WrongValueException hidden(String message) {
        return new WrongValueException("", message, false);
    }

    /** The message with the text it is about, where that may be shown. */
    String about(String quoted) {
        return quotable ? before + quoted + after : after;
    }
}
