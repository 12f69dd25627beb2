package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KafkaBatchTest {

    private static final TopicPartition MINE = new TopicPartition("t", 0);
    private static final TopicPartition LOST = new TopicPartition("t", 1);

    private static ConsumerRecords<byte[], byte[]> polled(TopicPartition partition, long offset) {
        return new ConsumerRecords<>(
                Map.of(partition, List.of(new ConsumerRecord<>("t", partition.partition(), offset, null, new byte[1]))),
                Map.of(partition, new OffsetAndMetadata(offset + 1)));
    }

    @Test
    @DisplayName("GIVEN messages polled in several goes WHEN a partition is lost THEN the others' are there in their order, and the last offset counts")
    void together_partitionLost() {
        KafkaBatch batch = new KafkaBatch(6);
        batch.add(polled(MINE, 7));
        batch.add(polled(LOST, 3));
        assertThat(batch.isFull()).isFalse();
        batch.add(polled(MINE, 8));
        assertThat(batch.isFull()).as("what is polled next could be too many").isTrue();

        batch.forget(Set.of(LOST));

        assertThat(batch.together()).extracting(ConsumerRecord::offset).containsExactly(7L, 8L);
        assertThat(batch.together().nextOffsets()).isEqualTo(Map.of(MINE, new OffsetAndMetadata(9)));
        batch.clear();
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.isFull()).isFalse();
        assertThat(batch.together().nextOffsets()).isEmpty();
    }
}
