package com.ainative.gateway.job;

import java.util.Locale;

/** How far a job is. The first two are under way, the others final unless an operator has it done again. */
public enum JobState {
    /** On disk, and not with any provider. */
    ACCEPTED,
    /** A provider may have it. */
    DISPATCHED,
    /** There is an answer, which may be a refusal. */
    ANSWERED,
    /** It was dispatched when its process died; whether it was answered, and paid, is not known. */
    UNKNOWN,
    /** It failed as often as it may. */
    DEAD,
    /** Its caller wanted it no more. */
    CANCELLED;

    public boolean isFinal() {
        return this != ACCEPTED && this != DISPATCHED;
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobState ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
