package com.ainative.gateway.reload;

import com.ainative.gateway.reload.Outcomes.Count;
import java.util.ArrayDeque;
import java.util.Deque;

/** Remembers how a generation's counts stood a while ago, to tell its latest failures from those of long before. */
final class RecentOutcomes {

    private record Sample(long nanos, Count count) {
    }

    private static final Count NONE = new Count(0, 0);

    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * @param nowNanos {@link System#nanoTime}
     * @param windowNanos how far back is remembered
     */
    void sample(Count count, long nowNanos, long windowNanos) {
        samples.addLast(new Sample(nowNanos, count));
        while (samples.size() > 1 && nowNanos - samples.getFirst().nanos > windowNanos) {
            samples.removeFirst();
        }
    }

    void forget() {
        samples.clear();
    }

    /**
     * Percent of requests that failed of late; of all there were, where few came of late.
     *
     * @param enough requests to tell a share from
     */
    double usualFailures(Count now, int enough) {
        Count recent = samples.isEmpty() ? NONE : now.since(samples.getFirst().count);
        if (recent.judged() >= enough) {
            return recent.failures();
        }
        return now.judged() >= enough ? now.failures() : 0;
    }
}
