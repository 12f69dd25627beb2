package com.ainative.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L); // wraps within the test
    private final Backoff backoff = new Backoff(3, Duration.ofSeconds(5), now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    @DisplayName("GIVEN some free tries WHEN they are used up THEN each further one waits twice as long, up to the longest, and refusals count for nothing")
    void begin_doubled() {
        assertThat(backoff.begin("a")).isZero();
        assertThat(backoff.begin("a")).isZero();
        assertThat(backoff.begin("a")).isZero();
        for (long seconds : new long[]{1, 2, 4, 5, 5}) {
            assertThat(backoff.begin("a")).isEqualTo(Duration.ofSeconds(seconds));
            assertThat(backoff.begin("a")).isEqualTo(Duration.ofSeconds(seconds));
            pass(Duration.ofSeconds(seconds));
            assertThat(backoff.begin("a")).isZero();
        }
        assertThat(backoff.begin("b")).isZero();
    }

    @Test
    @DisplayName("GIVEN failures WHEN one is good THEN all is forgotten; WHEN one is taken back THEN only that one")
    void good_forgotten() {
        for (int i = 0; i < 3; i++) {
            assertThat(backoff.begin("a")).isZero();
            assertThat(backoff.begin("b")).isZero();
        }
        backoff.good("a");
        backoff.takeBack("b");

        assertThat(backoff.begin("a")).isZero();
        assertThat(backoff.begin("a")).isZero();
        assertThat(backoff.begin("b")).isZero();
        assertThat(backoff.begin("b")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    @DisplayName("GIVEN somebody who fails now and then WHEN much time passes THEN he is never held; who never stops is held ever longer")
    void begin_forgiven() {
        for (int i = 0; i < 50; i++) {
            assertThat(backoff.begin("now and then")).isZero();
            pass(Duration.ofSeconds(15)); // of the longest wait three
        }

        for (int i = 0; i < 100; i++) {
            backoff.begin("never stops");
            pass(Duration.ofSeconds(5));
        }
        assertThat(backoff.begin("never stops")).isZero();
        assertThat(backoff.begin("never stops")).isEqualTo(Duration.ofSeconds(5));

        pass(Duration.ofSeconds(15 * 13)); // all that is counted at most
        for (int i = 0; i < 3; i++) {
            assertThat(backoff.begin("never stops")).isZero();
        }
    }
}
