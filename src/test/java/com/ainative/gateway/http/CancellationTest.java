package com.ainative.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CancellationTest {

    private final Cancellation cancellation = new Cancellation();
    private final AtomicInteger told = new AtomicInteger();

    @Test
    @DisplayName("GIVEN a listener WHEN it is cancelled twice THEN the listener is told once")
    void cancel_twice() {
        cancellation.onCancel(told::incrementAndGet);
        assertThat(cancellation.isCancelled()).isFalse();

        cancellation.cancel();
        cancellation.cancel();

        assertThat(cancellation.isCancelled()).isTrue();
        assertThat(told).hasValue(1);
    }

    @Test
    @DisplayName("GIVEN a cancelled one WHEN a listener comes late THEN it is told at once")
    void onCancel_late() {
        cancellation.cancel();

        cancellation.onCancel(told::incrementAndGet);

        assertThat(told).hasValue(1);
    }

    @Test
    @DisplayName("GIVEN a child WHEN one of both is cancelled THEN the parent takes the child along, and never the other way")
    void child_followsParent() {
        Cancellation alone = cancellation.child();
        Cancellation along = cancellation.child();

        alone.cancel();
        assertThat(cancellation.isCancelled()).isFalse();
        cancellation.cancel();

        assertThat(along.isCancelled()).isTrue();
    }
}
