package com.ainative.gateway.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Looks at what the group has not acknowledged, without being in the group. */
final class KafkaPeek {

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Duration answer;
    private final KafkaReader reader;

    /** @param consumer of one record at a time: a few bytes may be many, once they are unpacked */
    KafkaPeek(Consumer<byte[], byte[]> consumer, String topic, Duration answer, KafkaReader reader) {
        this.consumer = consumer;
        this.topic = topic;
        this.answer = answer;
        this.reader = reader;
    }

    /** The oldest of each partition; fewer where the broker is slow. */
    Peeked look(int most) {
        Set<TopicPartition> partitions = consumer.partitionsFor(topic, answer).stream()
                .map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toSet());
        consumer.assign(partitions);
        Map<TopicPartition, Long> left = left(partitions);
        List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
        long bytes = 0;
        long end = System.nanoTime() + answer.toNanos();
        while (seen.size() < most && bytes < Peeked.MOST_BYTES && !left.isEmpty() && System.nanoTime() < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                seen.add(record);
                bytes += Math.max(0, record.serializedValueSize());
            }
            left.entrySet().removeIf(last -> consumer.position(last.getKey(), answer) >= last.getValue());
        }
        return new Peeked(seen.stream().sorted(Comparator.comparingLong(ConsumerRecord::timestamp)).map(reader::read)
                .toList(), seen.size() < most && bytes >= Peeked.MOST_BYTES && !left.isEmpty());
    }

    /** Goes to where the group is; returns the ends of the partitions that have something for it. */
    private Map<TopicPartition, Long> left(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions, answer));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, answer);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions, answer);
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            OffsetAndMetadata acknowledged = committed.get(partition);
            long from = acknowledged == null ? begin : Math.max(begin, acknowledged.offset());
            consumer.seek(partition, from);
            ends.computeIfPresent(partition, (which, last) -> from >= last ? null : last);
        }
        return ends;
    }
}
