package com.ainative.gateway.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Holds back who fails again and again: some tries are free, each further one waits twice as long as the one before. A try
 * counts from its beginning, so that many at once are not all free, until it is told to have been good.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MOST_KNOWN = 200_000;

    /**
     * @param until nanoseconds, of the clock that was given
     */
    private record Tries(int count, long until) {
    }

    private final int free;
    private final Duration longest;
    private final LongSupplier nanoTime;
    private final Cache<String, Tries> known;

    /**
     * @param free tries before the first wait
     * @param longest wait
     * @param forgotten after so long without a try
     * @param nanoTime monotonic, as {@link System#nanoTime}
     */
    Backoff(int free, Duration longest, Duration forgotten, LongSupplier nanoTime) {
        this.free = free;
        this.longest = longest;
        this.nanoTime = nanoTime;
        this.known = Caffeine.newBuilder().maximumSize(MOST_KNOWN).expireAfterAccess(forgotten)
                .executor(Runnable::run).ticker(nanoTime::getAsLong).build();
    }

    /** @return how long to wait, and no try was taken; zero for one that was */
    Duration begin(String who) {
        long now = nanoTime.getAsLong();
        Duration[] wait = {Duration.ZERO};
        known.asMap().compute(who, (key, before) -> {
            if (before != null && before.until - now > 0) {
                wait[0] = Duration.ofNanos(before.until - now);
                return before;
            }
            int count = before == null ? 1 : before.count + 1;
            return new Tries(count, now + after(count).toNanos());
        });
        return wait[0];
    }

    private Duration after(int tries) {
        if (tries < free) {
            return Duration.ZERO;
        }
        int doublings = Math.min(tries - free, 30);
        Duration wait = FIRST.multipliedBy(1L << doublings);
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** What was counted is forgotten. */
    void good(String who) {
        known.invalidate(who);
    }

    /** One that was counted was none; what failed before still counts. */
    void takeBack(String who) {
        known.asMap().computeIfPresent(who, (key, tries) -> tries.count <= 1
                ? null
                : new Tries(tries.count - 1, nanoTime.getAsLong()));
    }
}
