package com.ainative.gateway.broker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: from 100 ms to 5 s, twice as long each time, give or take a fifth. */
final class Backoff {

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 5_000;

    private long next = FIRST_MILLIS;

    void sleep() throws InterruptedException {
        Thread.sleep(pause());
    }

    /** The next pause, which is longer than the one before. */
    Duration pause() {
        long around = next;
        next = Math.min(2 * next, LONGEST_MILLIS);
        return Duration.ofMillis(around * ThreadLocalRandom.current().nextLong(80, 121) / 100);
    }

    void reset() {
        next = FIRST_MILLIS;
    }
}
