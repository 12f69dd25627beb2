package com.ainative.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What is sent as Kafka's records: properties are headers. */
final class KafkaWriter {

    /** {@link Outgoing#id}: Kafka does not look for duplicates, but who reads them can. */
    static final String MESSAGE_ID = "gateway_message_id";

    private KafkaWriter() {
    }

    /** Messages of one correlation id stay in order: they go to the same partition. */
    static ProducerRecord<byte[], byte[]> write(Outgoing message) {
        String key = Objects.requireNonNullElse(message.correlationId(), message.id());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(message.queue(), key.getBytes(UTF_8),
                message.body());
        Map<String, String> headers = new TreeMap<>(message.properties());
        headers.put(MESSAGE_ID, message.id());
        putIfSaid(headers, MessageProperties.CORRELATION_ID, message.correlationId());
        putIfSaid(headers, MessageProperties.REPLY_TO, message.replyTo());
        if (message.priority() != Incoming.USUAL_PRIORITY) {
            headers.put(MessageProperties.PRIORITY, Integer.toString(message.priority()));
        }
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private static void putIfSaid(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
