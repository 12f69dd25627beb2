package com.ainative.gateway.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who has to wait: callers at their limit, or models whose providers are at theirs. While a lane rests nothing of it is
 * begun, and all others go on. When its time is over one job goes first, and only if that one gets through do the others
 * follow. Safe for use from any thread.
 */
final class Lanes {

    /** For a lane that rests without having been told how long; doubled each time in a row. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** Whatever was told: a provider that says zero means no more than that it does not know. */
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Jobs that are counted at once; beyond it all are forgotten, and counted anew. */
    private static final int MOST_COUNTED = 1_000;

    /**
     * A lane that rests, or did.
     *
     * @param probe the job that goes first; null where none is under way
     * @param seen whether somebody looked for jobs of that lane since its time was over
     */
    private record Rest(long untilNanos, int inARow, @Nullable String probe, boolean seen) {

        Rest probedBy(@Nullable String job) {
            return new Rest(untilNanos, inARow, job, false);
        }
    }

    private final LongSupplier nanoTime;
    private final Map<String, Rest> rests = new HashMap<>();
    private final Map<String, Integer> heldUp = new HashMap<>();
    private boolean opened;

    /** @param nanoTime monotonic, as {@link System#nanoTime} */
    Lanes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Those of which nothing may begin now, for one who looks for jobs of all others. A lane whose time is over wakes
     * nobody again, if nobody came then; and in the end it is forgotten.
     */
    synchronized Set<String> resting() {
        long now = nanoTime.getAsLong();
        rests.values().removeIf(rest -> rest.probe == null && now - rest.untilNanos > LONGEST.toNanos());
        rests.replaceAll((lane, rest) -> rest.probe != null || rest.untilNanos - now > 0
                ? rest
                : new Rest(rest.untilNanos, rest.inARow, null, true));
        return left().keySet();
    }

    /** Those of which nothing may begin now, and for how long; zero for a lane whose first job is on its way. */
    synchronized Map<String, Duration> left() {
        long now = nanoTime.getAsLong();
        Map<String, Duration> left = new HashMap<>();
        rests.forEach((lane, rest) -> {
            if (rest.probe != null || rest.untilNanos - now > 0) {
                left.put(lane, Duration.ofNanos(Math.max(0, rest.untilNanos - now)));
            }
        });
        return left;
    }

    /** Whether a job of that lane may begin. The first behind a rest goes alone; it is told of by one of the methods below. */
    synchronized boolean mayBegin(String lane, String job) {
        Rest rest = rests.get(lane);
        if (rest == null) {
            return true;
        }
        if (rest.probe != null || rest.untilNanos - nanoTime.getAsLong() > 0) {
            return false;
        }
        rests.put(lane, rest.probedBy(job));
        return true;
    }

    /** A job got through. */
    synchronized void opens(String lane) {
        opened |= rests.remove(lane) != null;
    }

    /** A job was held up. Jobs that began before the rest come here late, and make it no longer. */
    synchronized void rests(String lane, Optional<Duration> wait) {
        long now = nanoTime.getAsLong();
        Rest before = rests.get(lane);
        if (before != null && before.probe == null && before.untilNanos - now > 0) {
            return;
        }
        int inARow = before == null ? 0 : before.inARow + 1;
        Duration usual = SHORTEST.multipliedBy(1L << Math.min(inARow, 6));
        Duration rest = wait.orElse(usual);
        long nanos = Math.clamp(rest.toNanos(), LEAST.toNanos(), LONGEST.toNanos());
        rests.put(lane, new Rest(now + nanos, inARow, null, false));
    }

    /**
     * A job was held up: if it went first it is counted. One that is held up again and again may be so by itself, as one that
     * is larger than its provider allows.
     *
     * @return how often it went first and was held up; 0 where others went with it
     */
    synchronized int heldUp(String lane, String job) {
        Rest rest = rests.get(lane);
        if (rest == null || !job.equals(rest.probe)) {
            return 0;
        }
        if (heldUp.size() >= MOST_COUNTED) {
            heldUp.clear();
        }
        return heldUp.merge(job, 1, Integer::sum);
    }

    /** A job that began ended; where it went first and said nothing of the lane, another does. */
    synchronized void undecided(String lane, String job) {
        Rest rest = rests.get(lane);
        if (rest != null && job.equals(rest.probe)) {
            rests.put(lane, rest.probedBy(null));
            opened = true;
        }
    }

    /** Whether something of a lane may begin that could not when this was asked before. */
    synchronized boolean haveOpened() {
        boolean since = opened;
        opened = false;
        return since;
    }

    /** Whether any lane rests, or did a short while ago. */
    synchronized boolean isUsed() {
        return !rests.isEmpty();
    }

    /** Until the next one may try again; empty where none rests. */
    synchronized Optional<Duration> nextWake() {
        long now = nanoTime.getAsLong();
        return rests.values().stream().filter(rest -> rest.probe == null && !rest.seen)
                .map(rest -> Math.max(0, rest.untilNanos - now))
                .min(Long::compare).map(Duration::ofNanos);
    }
}
