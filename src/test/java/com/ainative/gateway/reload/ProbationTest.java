package com.ainative.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.reload.Outcomes.Count;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What share of failures is taken for usual. */
class ProbationTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    @DisplayName("GIVEN failures of late after a long good time WHEN asked THEN the late ones are usual, as far back as the window")
    void usualFailures_recent() {
        RecentOutcomes recent = new RecentOutcomes();
        recent.sample(new Count(10_000, 0), 0, 30 * SECOND);
        recent.sample(new Count(10_000, 0), 40 * SECOND, 30 * SECOND);

        assertThat(recent.usualFailures(new Count(10_010, 10), 20)).isEqualTo(50);
    }

    @Test
    @DisplayName("GIVEN few requests of late WHEN asked THEN all there were are looked at; and too few of those are none")
    void usualFailures_few() {
        RecentOutcomes recent = new RecentOutcomes();
        recent.sample(new Count(80, 20), 0, 30 * SECOND);

        assertThat(recent.usualFailures(new Count(85, 20), 20)).isBetween(19.0, 20.0);
        recent.forget();
        assertThat(recent.usualFailures(new Count(0, 10), 20)).isZero();
    }
}
