package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff();

    @Test
    @DisplayName("GIVEN attempts that fail WHEN pausing THEN pauses grow from about 100 ms to about 5 s, and begin anew")
    void pause() {
        assertThat(backoff.pause()).isBetween(Duration.ofMillis(80), Duration.ofMillis(120));
        assertThat(backoff.pause()).isBetween(Duration.ofMillis(160), Duration.ofMillis(240));
        for (int i = 0; i < 20; i++) {
            assertThat(backoff.pause()).isLessThanOrEqualTo(Duration.ofSeconds(6));
        }
        assertThat(backoff.pause()).isGreaterThanOrEqualTo(Duration.ofSeconds(4));

        backoff.reset();

        assertThat(backoff.pause()).isLessThanOrEqualTo(Duration.ofMillis(120));
    }
}
