package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MissingTopicsTest {

    /** Monotonic clocks may begin anywhere, and overflow. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final MissingTopics missing = new MissingTopics(nanos::get);

    @Test
    @DisplayName("GIVEN a topic that is missing WHEN a minute is over THEN it is forgotten, unless it was missed again")
    void contains_minute() {
        assertThat(missing.contains("a")).isFalse();
        missing.add("a");
        missing.add("b");

        nanos.addAndGet(MissingTopics.MEMORY.toNanos() - 1);
        assertThat(missing.contains("a")).isTrue();
        missing.add("b");
        nanos.incrementAndGet();

        assertThat(missing.contains("a")).isFalse();
        assertThat(missing.contains("b")).isTrue();
    }

    @Test
    @DisplayName("GIVEN more missing topics than are remembered WHEN asked THEN the last ones are")
    void contains_most() {
        missing.add("again");
        missing.add("first");
        for (int i = 2; i < MissingTopics.MOST; i++) {
            missing.add("topic" + i);
        }
        missing.add("again");
        missing.add("last");

        assertThat(missing.contains("first")).isFalse();
        assertThat(missing.contains("again")).isTrue();
        assertThat(missing.contains("last")).isTrue();
        assertThat(missing.contains("topic2")).isTrue();
    }
}
