package com.ainative.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts requests a minute, a bucket for each caller. Lives beside the generations of routes, so that a reload gives
 * nobody a fresh bucket. A changed limit is a new bucket: the limit is part of the key.
 */
public final class RequestLimits {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** A bucket nobody used for this long is full again, so forgetting it changes nothing. */
    private static final Duration FORGET = WINDOW.plusSeconds(30);
    private static final int MOST_CALLERS = 1_000_000;

    private record Key(String tier, String subject, long perMinute) {
    }

    private final Elapsed time;
    private final Cache<Key, Bucket> buckets;

    /** @param nanoTime monotonic, as {@link System#nanoTime} */
    public RequestLimits(LongSupplier nanoTime) {
        time = new Elapsed(nanoTime, nanoTime.getAsLong());
        // Its housekeeping is short: a hand-over to Caffeine's usual pool would cost more than the work.
        buckets = Caffeine.newBuilder().maximumSize(MOST_CALLERS).expireAfterAccess(FORGET).executor(Runnable::run)
                .ticker(time::currentTimeNanos).build();
    }

    /** Counts from its own start: the origin of {@link System#nanoTime} is arbitrary, and buckets must not see it wrap. */
    record Elapsed(LongSupplier nanoTime, long origin) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong() - origin;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    public Admission take(String tier, String subject, long perMinute) {
        Bucket bucket = buckets.get(new Key(tier, subject, perMinute), key -> Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW))
                .withCustomTimePrecision(time).build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Admission(probe.isConsumed(), perMinute, probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()), Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
