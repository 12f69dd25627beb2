package com.ainative.gateway.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How accepted work is done.
 *
 * @param concurrent how many requests are with providers at once, at most
 * @param tries how often a request that fails is tried before it is a dead letter
 * @param backoff before the second try; doubled for each further one
 * @param onUnknown what becomes of a request that was with a provider when the process died
 * @param backlog how many accepted requests may wait, at most, before no more are accepted
 * @param keep how long answers are kept
 * @param webhooks null where none are sent
 */
public record JobsConfig(int concurrent, int tries, Duration backoff, OnUnknown onUnknown, int backlog, Duration keep,
        @Nullable WebhooksConfig webhooks) {

    public static final JobsConfig DEFAULT = new JobsConfig(64, 5, Duration.ofSeconds(1), OnUnknown.PARK, 10_000,
            Duration.ofDays(7), null);

    /** Whether its provider was paid is not known. */
    public enum OnUnknown {
        /** It is tried again, which may cost twice. */
        RETRY,
        /** It is put aside for an operator, and its caller told so. */
        PARK,
        /** It is tried again where all providers of its model take idempotency keys, else put aside. */
        RETRY_IDEMPOTENT
    }
}
