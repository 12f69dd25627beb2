package com.ainative.gateway.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Messages that are polled and not handed over yet. They are polled a few at a time, until they are many or large: how many
 * bytes they have is known only when they are unpacked, which a client does for all it was asked for.
 */
final class KafkaBatch {

    /** How many are polled at one time. */
    static final int POLLED = 4;
    /** Bytes after which it is full; what is polled last may be beyond it. */
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private final int most;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    private int count;
    private long bytes;

    /** @param most how many messages at most */
    KafkaBatch(int most) {
        this.most = most;
    }

    void add(ConsumerRecords<byte[], byte[]> polled) {
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            records.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), first -> new ArrayList<>())
                    .add(record);
            count++;
            bytes += Math.max(0, record.serializedValueSize());
        }
        next.putAll(polled.nextOffsets());
    }

    boolean isFull() {
        return count + POLLED > most || bytes >= MOST_BYTES;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** Partitions that are somebody else's now. */
    void forget(Set<TopicPartition> partitions) {
        records.keySet().removeAll(partitions);
        next.keySet().removeAll(partitions);
    }

    /** As if they had been polled together. */
    ConsumerRecords<byte[], byte[]> together() {
        return new ConsumerRecords<>(Map.copyOf(records), Map.copyOf(next));
    }

    void clear() {
        records.clear();
        next.clear();
        count = 0;
        bytes = 0;
    }
}
