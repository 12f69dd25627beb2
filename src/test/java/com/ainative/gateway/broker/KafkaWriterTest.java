package com.ainative.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KafkaWriterTest {

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> assertThat(headers.put(header.key(), new String(header.value(), UTF_8)))
                .as("only one of each name").isNull());
        return headers;
    }

    @Test
    @DisplayName("GIVEN a message with all there is WHEN written THEN each is a header once, and its key the correlation id")
    void write_all() {
        ProducerRecord<byte[], byte[]> record = KafkaWriter.write(new Outgoing("m-1", "chat.replies", new byte[]{1},
                Map.of("gateway_status", "200", "gateway_correlation_id", "older"), "chat.back", "c-1", 9));

        assertThat(record.topic()).isEqualTo("chat.replies");
        assertThat(record.key()).asString(UTF_8).isEqualTo("c-1");
        assertThat(record.value()).containsExactly(1);
        assertThat(headers(record)).isEqualTo(Map.of("gateway_status", "200", "gateway_correlation_id", "c-1",
                "gateway_reply_to", "chat.back", "gateway_priority", "9", "gateway_message_id", "m-1"));
    }

    @Test
    @DisplayName("GIVEN a message with little WHEN written THEN its id is its key, and nothing is made up")
    void write_little() {
        ProducerRecord<byte[], byte[]> record = KafkaWriter
                .write(new Outgoing("m-1", "chat.replies", new byte[0], Map.of(), null, null, Incoming.USUAL_PRIORITY));

        assertThat(record.key()).asString(UTF_8).isEqualTo("m-1");
        assertThat(headers(record)).isEqualTo(Map.of("gateway_message_id", "m-1"));
    }
}
