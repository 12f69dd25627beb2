package com.ainative.gateway.job;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer goes.
 *
 * @param to a queue's name, or a webhook's URL; empty for dead letters, whose queue is configured
 * @param correlation what the receiver knows the request by
 * @param id tells it from other addresses of one job; the same for a repetition of the same message
 */
public record Address(Kind kind, String to, @Nullable String correlation, String id) {

    /** How it gets there. */
    public enum Kind {
        QUEUE,
        WEBHOOK,
        /** The request itself, with the reason why it has no answer. */
        DEAD_LETTER;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
