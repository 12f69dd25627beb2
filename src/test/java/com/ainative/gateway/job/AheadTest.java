package com.ainative.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.auth.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Jobs in memory that begin as soon as there is room. */
class AheadTest {

    private final Ahead ahead = new Ahead();

    private static Job job(String id, int priority, int bytes) {
        return new Job(id, new Caller("me", "pro", List.of()), Origin.QUEUE, "fast", priority, 0, 0, null,
                new byte[bytes]);
    }

    private static Job job(String id, int priority) {
        return job(id, priority, 1);
    }

    private List<String> taken() {
        List<String> taken = new ArrayList<>();
        for (Job job = ahead.poll(); job != null; job = ahead.poll()) {
            taken.add(job.id());
        }
        return taken;
    }

    @Test
    @DisplayName("GIVEN jobs of several priorities WHEN they begin THEN the most important do first, and of those the oldest")
    void poll_order() {
        for (Job job : List.of(job("c", 4), job("a", 4), job("d", 9), job("b", 0))) {
            assertThat(ahead.offer(job)).isTrue();
        }
        assertThat(taken()).containsExactly("d", "a", "c", "b");
        assertThat(ahead.nothingWaits()).isTrue();
    }

    @Test
    @DisplayName("GIVEN as many jobs as are held WHEN more come THEN the least important stay on disk, and later ones behind them")
    void offer_full() {
        IntStream.range(0, Ahead.MOST).forEach(i -> assertThat(ahead.offer(job("a%04d".formatted(i), 4))).isTrue());
        assertThat(ahead.offer(job("b", 4))).isFalse();
        assertThat(ahead.offer(job("c", 5))).as("more important than the last").isTrue();
        assertThat(ahead.poll()).extracting(Job::id).isEqualTo("c");
        assertThat(ahead.offer(job("d", 4))).as("others wait on disk that came before").isFalse();
        assertThat(taken()).hasSize(Ahead.MOST - 1).endsWith("a0510");
        assertThat(ahead.nothingWaits()).isFalse();
        assertThat(ahead.offer(job("e", 4))).as("though there is room").isFalse();
    }

    @Test
    @DisplayName("GIVEN requests of many megabytes WHEN they come THEN only so many bytes are held, and one whatever its size")
    void offer_large() {
        assertThat(ahead.offer(job("a", 4, 20 << 20))).isTrue();
        assertThat(ahead.offer(job("b", 4))).isFalse();
        assertThat(taken()).containsExactly("a");
    }

    @Test
    @DisplayName("GIVEN jobs left on disk WHEN few are held THEN it is time to read, and no more once that has been done")
    void runsLow_untilRead() {
        ahead.moreOnDisk();
        assertThat(ahead.runsLow()).isTrue();
        IntStream.rangeClosed(0, Ahead.MOST / 4).forEach(i -> ahead.add(job("a%04d".formatted(i), 4)));
        assertThat(ahead.runsLow()).as("enough is held").isFalse();
        assertThat(ahead.poll()).isNotNull();
        assertThat(ahead.runsLow()).isTrue();
        ahead.reading();
        assertThat(ahead.runsLow()).isFalse();
        assertThat(ahead.offer(job("b", 4))).isTrue();
    }
}
