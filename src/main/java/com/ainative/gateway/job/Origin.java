package com.ainative.gateway.job;

import java.util.Locale;

/** By which way a job came in. */
public enum Origin {
    HTTP,
    QUEUE,
    BATCH;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
