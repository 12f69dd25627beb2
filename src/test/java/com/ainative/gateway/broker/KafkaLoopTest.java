package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.IngestConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
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
        KafkaLoop loop = loop(() -> {
            if (first.getAndSet(false)) {
                throw new StackOverflowError("made up");
            }
            return consumer;
        }, records -> {
            throw new AssertionError("there are none");
        });
        Thread thread = Thread.ofVirtual().start(loop);

        assertThat(goesOn.await(30, TimeUnit.SECONDS)).isTrue();

        loop.stop();
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    @DisplayName("GIVEN a message that was polled WHEN polling for more fails, and handing over does THEN it is handed over all the same")
    void run_errorBetweenPolls() throws InterruptedException {
        TopicPartition partition = new TopicPartition("chat.requests", 0);
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(partition));
            consumer.addRecord(new ConsumerRecord<>("chat.requests", 0, 0, new byte[0], new byte[]{1}));
        });
        consumer.schedulePollTask(() -> {
            throw new OutOfMemoryError("made up");
        });
        BlockingQueue<Integer> handed = new LinkedBlockingQueue<>();
        KafkaLoop loop = loop(() -> consumer, records -> {
            handed.add(records.count());
            throw new IllegalStateException("made up");
        });
        Thread thread = Thread.ofVirtual().start(loop);

        assertThat(handed.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(handed.poll(30, TimeUnit.SECONDS)).isEqualTo(1);

        loop.stop();
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }

    private static KafkaLoop loop(Supplier<Consumer<byte[], byte[]>> consumers,
            Function<ConsumerRecords<byte[], byte[]>, KafkaHanding> receiver) {
        KafkaFailure failures = new KafkaFailure(new KafkaSettings(new IngestConfig(URI.create("kafka://127.0.0.1:1"),
                null, null, Map.of(), "chat.requests", "chat.replies", "chat.dead", null)));
        return new KafkaLoop("chat.requests", consumers, receiver, failures, new KafkaHealth(),
                new KafkaPace(128, Duration.ofMinutes(5), SHORT, SHORT, SHORT, SHORT));
    }
}
