package com.ainative.gateway.cli;

import com.ainative.gateway.config.Durations;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Says now and then how much of a known time has passed, while something waits for its end.
 *
 * @param what is being done
 * @param say gets one line at a time
 */
record Progress(String what, Duration time, Consumer<String> say) {

    /** How often it speaks, unless that would be too seldom for somebody who watches. */
    private static final int LINES = 10;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    /** Nothing is said any more once the work is done. */
    <T> T during(Supplier<T> work) {
        Duration tenth = time.dividedBy(LINES);
        Duration tick = tenth.compareTo(LONGEST_SILENCE) < 0 ? tenth : LONGEST_SILENCE;
        AtomicInteger ticks = new AtomicInteger();
        try (ScheduledExecutorService clock = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("progress").factory())) {
            ScheduledFuture<?> ticking = clock.scheduleAtFixedRate(
                    () -> say(tick.multipliedBy(ticks.incrementAndGet())), tick.toNanos(), tick.toNanos(),
                    TimeUnit.NANOSECONDS);
            try {
                return work.get();
            } finally {
                ticking.cancel(false);
            }
        }
    }

    private void say(Duration passed) {
        if (passed.compareTo(time) < 0) {
            say.accept(what + ", " + Durations.write(passed) + " of " + Durations.write(time));
        }
    }
}
