package com.ainative.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaReaderTest {

    private static final int MAX_BYTES = 100;

    private final RecordHeaders headers = new RecordHeaders();

    private Incoming read(byte @Nullable [] value) {
        return new KafkaReader(MAX_BYTES).read(new ConsumerRecord<>("chat.requests", 2, 17, 1_764_000_000_000L,
                TimestampType.CREATE_TIME, 0, 0, null, value, headers, Optional.empty()));
    }

    private void header(String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    @Test
    @DisplayName("GIVEN a record WHEN read THEN it is known by where it is and when it was written, and its value is the body")
    void read_body() {
        Incoming message = read("{}".getBytes(UTF_8));

        assertThat(message.id()).isEqualTo("chat.requests-2-17-1764000000000");
        assertThat(message.body()).asString(UTF_8).isEqualTo("{}");
        assertThat(message.unreadable()).isNull();
        assertThat(message.deliveries()).isOne();
        assertThat(message.priority()).isEqualTo(Incoming.USUAL_PRIORITY);
        assertThat(message.replyTo()).isNull();
        assertThat(message.correlationId()).isNull();
    }

    @Test
    @DisplayName("GIVEN headers of all sorts WHEN read THEN those that are the gateway's are properties, and no others")
    void read_headers() {
        header("gateway_token", "abc");
        header("gateway_reply_to", "chat.replies.ümlaut");
        header("gateway_correlation_id", "c-1");
        header("gateway_priority", "7");
        header("gateway_job", "somebody else's");
        header("CamelHttpUri", "http://169.254.169.254/");
        headers.add("gateway_deadline", null);

        Incoming message = read(new byte[]{'{'});

        assertThat(message.properties()).isEqualTo(Map.of("gateway_token", "abc", "gateway_reply_to",
                "chat.replies.ümlaut", "gateway_correlation_id", "c-1", "gateway_priority", "7"));
        assertThat(message.replyTo()).isEqualTo("chat.replies.ümlaut");
        assertThat(message.correlationId()).isEqualTo("c-1");
        assertThat(message.priority()).isEqualTo(7);
        assertThat(message.unreadable()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "-1", "", "high", "٣"})
    @DisplayName("GIVEN a priority that is none WHEN read THEN it is the usual one")
    void read_badPriority(String priority) {
        header("gateway_priority", priority);

        assertThat(read(new byte[]{'{'}).priority()).isEqualTo(Incoming.USUAL_PRIORITY);
    }

    @Test
    @DisplayName("GIVEN two headers of a name WHEN read THEN the message is unreadable, and neither is believed")
    void read_headerTwice() {
        header("gateway_token", "mine");
        header("gateway_token", "yours");
        header("gateway_correlation_id", "c-1");

        Incoming message = read(new byte[]{'{'});

        assertThat(message.unreadable())
                .isEqualTo("The message has several headers gateway_token; it must have one.");
        assertThat(message.properties()).containsOnlyKeys("gateway_correlation_id");
        assertThat(message.body()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a header that is too long WHEN read THEN the message is unreadable")
    void read_longHeader() {
        header("gateway_token", "x".repeat(16 * 1024 + 1));

        Incoming message = read(new byte[]{'{'});

        assertThat(message.unreadable())
                .isEqualTo("The message's header gateway_token has 16385 bytes; at most 16384 are read.");
        assertThat(message.properties()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a correlation id that is too long WHEN read THEN the message is unreadable, and the id is not kept")
    void read_longCorrelation() {
        header("gateway_correlation_id", "c".repeat(1_001));

        Incoming message = read(new byte[]{'{'});

        assertThat(message.unreadable())
                .isEqualTo("The message's correlation id has 1001 characters; at most 1000 are read.");
        assertThat(message.correlationId()).isNull();
        assertThat(message.properties()).isEmpty();
        assertThat(message.body()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a header that is no UTF-8 WHEN read THEN the message is unreadable")
    void read_headerNotUtf8() {
        headers.add("gateway_reply_to", new byte[]{(byte) 0xC3, 0x28});

        assertThat(read(new byte[]{'{'}).unreadable())
                .isEqualTo("The message's header gateway_reply_to is not UTF-8.");
    }

    @Test
    @DisplayName("GIVEN no value WHEN read THEN the message is unreadable, and its sender can be answered")
    void read_noValue() {
        header("gateway_reply_to", "chat.replies");

        Incoming message = read(null);

        assertThat(message.unreadable()).isEqualTo("The message has no value; it must be a chat request in JSON.");
        assertThat(message.replyTo()).isEqualTo("chat.replies");
    }

    @Test
    @DisplayName("GIVEN as many bytes as are read, and one more WHEN read THEN the one is read, and the other unreadable")
    void read_size() {
        assertThat(read(new byte[MAX_BYTES]).body()).hasSize(MAX_BYTES);
        Incoming larger = read(new byte[MAX_BYTES + 1]);
        assertThat(larger.unreadable()).isEqualTo("The message has 101 bytes; at most 100 are read.");
        assertThat(larger.body()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a serialized Java object WHEN read THEN the message is unreadable, and half its magic is just bytes")
    void read_serializedJava() {
        assertThat(read(new byte[]{(byte) 0xAC, (byte) 0xED, 0, 5, 's', 'r'}).unreadable())
                .isEqualTo("The message is a serialized Java object; it must be a chat request in JSON.");
        assertThat(read(new byte[]{(byte) 0xAC, (byte) 0xED}).unreadable()).isNull();
    }
}
