package com.ainative.gateway.batch;

import java.util.Locale;

/** How far a batch is, in OpenAI's words. */
enum BatchState {
    /** Its file is read, and its lines become jobs. */
    VALIDATING,
    IN_PROGRESS,
    /** Its lines are done; what came of them is written to files. */
    FINALIZING,
    /** Nothing more of it is begun; what is with providers ends, and what there is is written to files. */
    CANCELLING,
    COMPLETED,
    /** Its file was wrong; nothing of it was done. */
    FAILED,
    CANCELLED,
    /** Its window was over before all of it was done. */
    EXPIRED;

    boolean isFinal() {
        return compareTo(COMPLETED) >= 0;
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BatchState ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
