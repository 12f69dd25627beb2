package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UntilStoppedTest {

    @Test
    @DisplayName("GIVEN something that runs WHEN nobody stops the process THEN it stays, and closes nothing by itself")
    void until_stays() throws InterruptedException {
        AtomicInteger closed = new AtomicInteger();
        Thread staying = Thread.ofVirtual().start(() -> {
            try {
                new UntilStopped().until(closed::incrementAndGet);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> staying.getState() == Thread.State.WAITING);

        assertThat(closed).hasValue(0);
        staying.interrupt();
        staying.join();
    }
}
