package com.ainative.gateway.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are out at the receiver, on a thread of their own: the consumer's must go on polling, or the broker gives
 * its partitions to others.
 */
final class KafkaHanding {

    private final Map<TopicPartition, Long> firsts = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> next;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    /** Null when it was taken; written before {@link #ended}. */
    private volatile @Nullable Throwable failure;

    /** Begins at once. */
    KafkaHanding(String topic, ConsumerRecords<byte[], byte[]> records, KafkaReader reader, Receiver receiver,
            Sender sender) {
        this.next = new HashMap<>(records.nextOffsets());
        for (TopicPartition partition : records.partitions()) {
            firsts.put(partition, records.records(partition).getFirst().offset());
        }
        thread = Thread.ofVirtual().name("kafka-take-" + topic).start(() -> {
            try {
                List<Incoming> messages = new ArrayList<>();
                records.forEach(read -> messages.add(reader.read(read)));
                sender.answer(receiver.take(messages));
            } catch (Throwable e) { // whatever it is, what was handed over must be handed over again
                failure = e;
            } finally {
                ended.countDown();
            }
        });
    }

    /** Whether it has ended, now or within that time. */
    boolean hasEnded(Duration within) throws InterruptedException {
        return ended.await(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Of one that has ended: why its messages were not taken; null where they were. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Where each partition's first message is. */
    Map<TopicPartition, Long> firsts() {
        return firsts;
    }

    /** What is to be acknowledged when its messages are taken. */
    Map<TopicPartition, OffsetAndMetadata> next() {
        return next;
    }

    /** Of partitions that are somebody else's now nothing is acknowledged, and nothing read again. */
    void forget(Set<TopicPartition> partitions) {
        firsts.keySet().removeAll(partitions);
        next.keySet().removeAll(partitions);
    }
}
