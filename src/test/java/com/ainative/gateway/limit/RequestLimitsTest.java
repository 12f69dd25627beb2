package com.ainative.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLimitsTest {

    private long nanos;
    private final RequestLimits limits = new RequestLimits(() -> nanos);

    private Admission take() {
        return limits.take("free", "ann", 3);
    }

    private void wait(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    @DisplayName("GIVEN 3 a minute WHEN four come at once THEN three pass, counting down, and the fourth is told 20 s")
    void take_untilEmpty() {
        assertThat(take()).isEqualTo(new Admission(true, 3, 2, Duration.ofSeconds(20), Duration.ZERO));
        assertThat(take()).isEqualTo(new Admission(true, 3, 1, Duration.ofSeconds(40), Duration.ZERO));
        assertThat(take()).isEqualTo(new Admission(true, 3, 0, Duration.ofSeconds(60), Duration.ZERO));
        assertThat(take()).isEqualTo(new Admission(false, 3, 0, Duration.ofSeconds(60), Duration.ofSeconds(20)));
    }

    @Test
    @DisplayName("GIVEN an empty bucket WHEN a third of a minute passes THEN one more is let in, not before")
    void take_refill() {
        for (int i = 0; i < 3; i++) {
            take();
        }

        wait(Duration.ofSeconds(20).minusNanos(1));
        assertThat(take().admitted()).isFalse();
        wait(Duration.ofNanos(1));
        assertThat(take().admitted()).isTrue();
        assertThat(take().admitted()).isFalse();
    }

    @Test
    @DisplayName("GIVEN an empty bucket WHEN refused again and again THEN asking costs nothing and the wait grows shorter")
    void take_refusalsAreFree() {
        for (int i = 0; i < 3; i++) {
            take();
        }

        for (int left = 20; left > 0; left--) {
            assertThat(take().retryAfter()).isEqualTo(Duration.ofSeconds(left));
            wait(Duration.ofSeconds(1));
        }
        assertThat(take().admitted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 89, 91, 3_600, 86_400 * 365L})
    @DisplayName("GIVEN an empty bucket WHEN nobody asks for a minute or a year THEN it is full, and no fuller")
    void take_longSilence(long seconds) {
        for (int i = 0; i < 4; i++) {
            take();
        }

        wait(Duration.ofSeconds(seconds));

        assertThat(take()).isEqualTo(new Admission(true, 3, 2, Duration.ofSeconds(20), Duration.ZERO));
    }

    @Test
    @DisplayName("GIVEN a caller who asks all the time WHEN an hour passes THEN 3 and 3 a minute were let in")
    void take_steady() {
        int admitted = 0;
        for (int second = 0; second < 3_600; second++) {
            admitted += take().admitted() ? 1 : 0;
            wait(Duration.ofSeconds(1));
        }

        assertThat(admitted).isEqualTo(3 + 179);
    }

    @Test
    @DisplayName("GIVEN one caller at the limit WHEN another of the tier comes THEN it has its own bucket")
    void take_eachSubject() {
        for (int i = 0; i < 4; i++) {
            take();
        }

        assertThat(limits.take("free", "bob", 3).remaining()).isEqualTo(2);
        assertThat(limits.take("free", "ann ", 3).remaining()).isEqualTo(2);
        assertThat(take().admitted()).isFalse();
    }

    @Test
    @DisplayName("GIVEN a caller at the limit WHEN its tier or the tier's limit changes THEN a new bucket counts, and the old one is not forgotten")
    void take_otherTierOrLimit() {
        for (int i = 0; i < 4; i++) {
            take();
        }

        assertThat(limits.take("pro", "ann", 3).remaining()).isEqualTo(2);
        assertThat(limits.take("free", "ann", 5)).isEqualTo(
                new Admission(true, 5, 4, Duration.ofSeconds(12), Duration.ZERO));
        assertThat(take().admitted()).isFalse();
    }

    @Test
    @DisplayName("GIVEN a tier and a subject that read alike when joined WHEN both ask THEN they are two")
    void take_noJoinedNames() {
        assertThat(limits.take("a", "b:c", 1).admitted()).isTrue();
        assertThat(limits.take("a:b", "c", 1).admitted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 1_000_000_000L, Long.MIN_VALUE, -1_000_000_000L, Long.MAX_VALUE})
    @DisplayName("GIVEN a clock about to wrap, or below zero WHEN time passes THEN the bucket fills as ever")
    void take_anyOrigin(long origin) {
        nanos = origin;
        RequestLimits wrapping = new RequestLimits(() -> nanos);
        for (int i = 0; i < 3; i++) {
            wrapping.take("free", "ann", 3);
        }
        assertThat(wrapping.take("free", "ann", 3).admitted()).isFalse();

        wait(Duration.ofSeconds(20));

        assertThat(wrapping.take("free", "ann", 3).admitted()).isTrue();
    }

    @Test
    @DisplayName("GIVEN the buckets' clock WHEN asked THEN it counts from its start and does not pass for the time of day")
    void elapsed_noWallClock() {
        RequestLimits.Elapsed elapsed = new RequestLimits.Elapsed(() -> 12, 5);

        assertThat(elapsed.currentTimeNanos()).isEqualTo(7);
        assertThat(elapsed.isWallClockBased()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 600, 100_000_000})
    @DisplayName("GIVEN the smallest and the largest limit there is WHEN one comes THEN it passes and the rest is told")
    void take_extremes(long perMinute) {
        assertThat(limits.take("t", "ann", perMinute).remaining()).isEqualTo(perMinute - 1);
        wait(Duration.ofMinutes(1));
        assertThat(limits.take("t", "ann", perMinute).remaining()).isEqualTo(perMinute - 1);
    }

    @Test
    @DisplayName("GIVEN eight threads on one caller WHEN 800 ask for 100 places THEN 100 are let in")
    void take_atOnce() throws Exception {
        List<Future<Integer>> counts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int thread = 0; thread < 8; thread++) {
                counts.add(threads.submit(() -> {
                    int admitted = 0;
                    for (int i = 0; i < 100; i++) {
                        admitted += limits.take("t", "ann", 100).admitted() ? 1 : 0;
                    }
                    return admitted;
                }));
            }
        }
        int admitted = 0;
        for (Future<Integer> count : counts) {
            admitted += count.get();
        }
        assertThat(admitted).isEqualTo(100);
    }
}
