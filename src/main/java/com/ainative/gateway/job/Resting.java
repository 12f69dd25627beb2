package com.ainative.gateway.job;

import java.time.Duration;

/**
 * Somebody whose jobs wait although there is room.
 *
 * @param name a caller's subject, or a model's name
 * @param left zero while its first job is tried
 */
public record Resting(Lane lane, String name, Duration left) {

    /** Whose limit it is. */
    public enum Lane {
        CALLER,
        MODEL
    }
}
