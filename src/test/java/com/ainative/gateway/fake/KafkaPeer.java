package com.ainative.gateway.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Somebody else who uses the same Kafka: sends requests, reads answers, and sees what the gateway's group is at. */
public final class KafkaPeer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bootstrap;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    public KafkaPeer(KafkaProcess kafka) {
        this.bootstrap = kafka.bootstrap();
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(),
                new ByteArraySerializer());
        this.admin = kafka.admin();
    }

    /** Sends texts without headers. */
    public void send(String topic, String... bodies) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String body : bodies) {
            records.add(new ProducerRecord<>(topic, body.getBytes(UTF_8)));
        }
        send(records);
    }

    /** When this returns Kafka has them. */
    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        send(producer, records);
    }

    /** The same, many records in few bytes, where they are much alike. */
    public void sendPacked(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> packing = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "compression.type", "gzip", "linger.ms", "1000", "batch.size",
                        "900000"),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            send(packing, records);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        for (Future<RecordMetadata> one : sent) {
            result(one);
        }
    }

    /** All a topic has, from its beginning, as soon as there are that many. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic, int atLeast) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrap),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList());
            consumer.seekToBeginning(consumer.assignment());
            List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(read::add);
                return read.size() >= atLeast;
            });
            return read;
        }
    }

    /** How many messages of a topic a group has acknowledged. */
    public long acknowledged(String group, String topic) {
        return result(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).entrySet().stream()
                .filter(offset -> offset.getKey().topic().equals(topic)).map(Map.Entry::getValue)
                .mapToLong(OffsetAndMetadata::offset).sum();
    }

    /** How many partitions each member of a group has. */
    public List<Integer> shares(String group) {
        return result(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .flatMap(described -> described.members().stream()).map(MemberDescription::assignment)
                .map(assignment -> assignment.topicPartitions().size()).toList();
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) { // whatever it is, the test cannot go on
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }
}
