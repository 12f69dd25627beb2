package com.ainative.gateway.provider;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Which targets asked to be left alone, and for how long. Lives beside the generations of routes. Not a breaker: a
 * target that is at its limit is not sick.
 */
public sealed class Cooldowns {

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Map<String, Long> untilNanos = new ConcurrentHashMap<>();

    /** @param nanoTime monotonic, as {@link System#nanoTime} */
    public Cooldowns(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Under which nobody ever rests: for trying routes, where no request may feel the one before it. */
    public static Cooldowns none(InstantSource clock) {
        return new None(clock);
    }

    InstantSource clock() {
        return clock;
    }

    void start(String target, Duration wait) {
        untilNanos.put(target, nanoTime.getAsLong() + wait.toNanos());
    }

    /** Zero when the target may be asked. */
    Duration left(String target) {
        Long until = untilNanos.get(target);
        if (until == null) {
            return Duration.ZERO;
        }
        long left = until - nanoTime.getAsLong();
        if (left <= 0) {
            untilNanos.remove(target, until);
            return Duration.ZERO;
        }
        return Duration.ofNanos(left);
    }

    private static final class None extends Cooldowns {

        None(InstantSource clock) {
            super(clock, System::nanoTime);
        }

        @Override
        void start(String target, Duration wait) {
            // Nobody rests.
        }
    }
}
