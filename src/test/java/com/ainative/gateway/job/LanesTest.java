package com.ainative.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final AtomicLong now = new AtomicLong(5);
    private final Lanes lanes = new Lanes(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    @DisplayName("GIVEN a lane whose rest is over, and of which there is no job WHEN somebody has looked THEN it wakes nobody again")
    void nextWake_seen() {
        lanes.rests("a", Optional.of(Duration.ofSeconds(3)));
        assertThat(lanes.nextWake()).contains(Duration.ofSeconds(3));
        assertThat(lanes.resting()).containsExactly("a");
        pass(Duration.ofSeconds(4));
        assertThat(lanes.nextWake()).as("its jobs may go on").contains(Duration.ZERO);
        assertThat(lanes.resting()).isEmpty();
        assertThat(lanes.nextWake()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a job behind a rest that ends without saying anything WHEN others ask THEN one of them goes next, and somebody is to look")
    void undecided_nextGoes() {
        lanes.rests("a", Optional.of(Duration.ofSeconds(3)));
        pass(Duration.ofSeconds(4));
        assertThat(lanes.resting()).isEmpty();
        assertThat(lanes.mayBegin("a", "first")).isTrue();
        assertThat(lanes.mayBegin("a", "first")).as("it goes alone").isFalse();
        lanes.undecided("a", "first");
        assertThat(lanes.haveOpened()).isTrue();
        assertThat(lanes.mayBegin("a", "first")).isTrue();
    }

    @Test
    @DisplayName("GIVEN a job that goes first behind each rest WHEN it is held up each time THEN that is counted, and not of jobs that went with others")
    void heldUp_first() {
        assertThat(lanes.heldUp("a", "first")).isZero();
        lanes.rests("a", Optional.of(Duration.ZERO));
        assertThat(lanes.mayBegin("a", "first")).as("zero is not at once").isFalse();
        for (int i = 1; i <= 3; i++) {
            pass(Duration.ofSeconds(1));
            assertThat(lanes.mayBegin("a", "first")).isTrue();
            assertThat(lanes.heldUp("a", "late")).isZero();
            lanes.undecided("a", "late");
            assertThat(lanes.heldUp("a", "first")).isEqualTo(i);
            lanes.rests("a", Optional.of(Duration.ofMillis(500)));
        }
        pass(Duration.ofSeconds(1));
        assertThat(lanes.mayBegin("a", "second")).isTrue();
        assertThat(lanes.heldUp("a", "second")).isOne();
    }

    @Test
    @DisplayName("GIVEN a rest that was over long ago WHEN somebody looks THEN it is forgotten")
    void resting_forgotten() {
        lanes.rests("a", Optional.of(Duration.ofSeconds(3)));
        pass(Duration.ofSeconds(60));
        assertThat(lanes.resting()).isEmpty();
        assertThat(lanes.isUsed()).as("it still tells how long the next rest is").isTrue();
        pass(Duration.ofSeconds(10));
        assertThat(lanes.resting()).isEmpty();
        assertThat(lanes.isUsed()).isFalse();
    }
}
