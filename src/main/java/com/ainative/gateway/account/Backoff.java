package com.ainative.gateway.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Holds back who fails again and again: some tries are free, each further one waits twice as long as the one before. A try
 * counts from its beginning, so that many at once are not all free, until it is told to have been good. With time tries are
 * forgotten one by one, more slowly than who never stops comes again: an office that mistypes now and then is never held.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MOST_KNOWN = 200_000;
    /** Of the longest waits, after which one try is forgotten. */
    private static final int FORGIVING = 3;
    /** No more is counted, so that it is over some day: after these the wait is the longest anyway. */
    private static final int MOST_DOUBLINGS = 10;

    /**
     * @param since when forgetting began, in nanoseconds of the clock that was given
     * @param until when the next may come
     */
    private record Tries(int count, long since, long until) {

        Tries at(long now, long each) {
            long forgotten = (now - since) / each;
            return new Tries((int) Math.max(0, count - forgotten), since + forgotten * each, until);
        }
    }

    private final int free;
    private final Duration longest;
    private final Duration each;
    private final LongSupplier nanoTime;
    private final Cache<String, Tries> known;

    /**
     * @param free tries before the first wait
     * @param longest wait
     * @param nanoTime monotonic, as {@link System#nanoTime}
     */
    Backoff(int free, Duration longest, LongSupplier nanoTime) {
        this.free = free;
        this.longest = longest;
        this.each = longest.multipliedBy(FORGIVING);
        this.nanoTime = nanoTime;
        this.known = Caffeine.newBuilder().maximumSize(MOST_KNOWN).expireAfterAccess(each.multipliedBy(2L * free))
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
            Tries left = before == null ? new Tries(0, now, now) : before.at(now, each.toNanos());
            int count = Math.min(left.count + 1, free + MOST_DOUBLINGS);
            return new Tries(count, left.count == 0 ? now : left.since, now + after(count).toNanos());
        });
        return wait[0];
    }

    private Duration after(int tries) {
        if (tries < free) {
            return Duration.ZERO;
        }
        int doublings = Math.min(tries - free, MOST_DOUBLINGS);
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
                : new Tries(tries.count - 1, tries.since, nanoTime.getAsLong()));
    }
}
