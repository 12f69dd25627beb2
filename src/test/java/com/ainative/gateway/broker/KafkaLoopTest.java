package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.IngestConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KafkaLoopTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    @DisplayName("GIVEN errors while it connects and while it polls WHEN they are over THEN it goes on")
    void run_errors() throws InterruptedException {
        CountDownLatch goesOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.schedulePollTask(() -> {
            throw new OutOfMemoryError("made up");
        });
        consumer.schedulePollTask(goesOn::countDown);
        KafkaFailure failures = new KafkaFailure(new KafkaSettings(new IngestConfig(URI.create("kafka://127.0.0.1:1"),
                null, null, Map.of(), "chat.requests", "chat.replies", "chat.dead", null)));
        KafkaLoop loop = new KafkaLoop("chat.requests", () -> {
            if (first.getAndSet(false)) {
                throw new StackOverflowError("made up");
            }
            return consumer;
        }, records -> {
            throw new AssertionError("there are none");
        }, failures, new KafkaHealth(), new KafkaPace(128, Duration.ofMinutes(5), SHORT, SHORT, SHORT, SHORT));
        Thread thread = Thread.ofVirtual().start(loop);

        assertThat(goesOn.await(30, TimeUnit.SECONDS)).isTrue();

        loop.stop();
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }
}
