package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final List<String> said = new CopyOnWriteArrayList<>();

    private Progress progress(Duration time) {
        return new Progress("waiting", time, said::add);
    }

    @Test
    @DisplayName("GIVEN work that outlasts its time WHEN it is waited for THEN each tenth but the last is told once")
    void during_long() {
        String done = progress(Duration.ofMillis(20)).during(() -> {
            await().until(() -> said.size() == 9);
            return "done";
        });

        assertThat(done).isEqualTo("done");
        assertThat(said).containsExactly("waiting, 2ms of 20ms", "waiting, 4ms of 20ms", "waiting, 6ms of 20ms",
                "waiting, 8ms of 20ms", "waiting, 10ms of 20ms", "waiting, 12ms of 20ms", "waiting, 14ms of 20ms",
                "waiting, 16ms of 20ms", "waiting, 18ms of 20ms");
    }

    @Test
    @DisplayName("GIVEN work that fails at once WHEN it is waited for THEN its failure passes, and nothing was said")
    void during_fails() {
        assertThatThrownBy(() -> progress(Duration.ofHours(1)).during(() -> {
            throw new IllegalStateException("no");
        })).isInstanceOf(IllegalStateException.class).hasMessage("no");
        assertThat(said).isEmpty();
    }
}
