package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.ainative.gateway.config.IngestConfig;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaFailureTest {

    private final KafkaFailure failures = new KafkaFailure(new KafkaSettings(new IngestConfig(
            URI.create("kafka://k:9092"), null, null, Map.of(), "chat.requests", "chat.replies", "chat.dead", null)));

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new TimeoutException("not in metadata", new UnknownTopicOrPartitionException("?")), false,
                        "Kafka has no topic t and makes none by itself"),
                arguments(new InvalidTopicException("?"), false, "cannot be the name of a topic"),
                arguments(new TopicAuthorizationException("?"), false, "its user must be allowed to"),
                arguments(new RecordTooLargeException("?"), false, "max.message.bytes must be raised"),
                arguments(new RecordBatchTooLargeException("?"), false, "max.message.bytes must be raised"),
                arguments(new InvalidRecordException("compacted without key"), false, "compacted without key"),
                arguments(new TimeoutException("late"), true, "Kafka at k:9092 does not answer"),
                arguments(new DisconnectException("cut"), true, "Kafka at k:9092 does not answer"),
                arguments(new NotEnoughReplicasException("?"), true, "fewer replicas in sync"),
                arguments(new NotEnoughReplicasAfterAppendException("?"), true, "fewer replicas in sync"),
                arguments(new SaslAuthenticationException("who?"), true, "do not accept each other"),
                arguments(GroupAuthorizationException.forGroupId("ainative-gateway"), true,
                        "consumer group ainative-gateway"),
                arguments(new KafkaException("Failed to construct", new IllegalArgumentException("no such store")),
                        true,
                        "cannot be used: Failed to construct: no such store"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @DisplayName("GIVEN a failure of Kafka's WHEN sending THEN it says whether another try helps, and what must be done")
    void sending_meaning(Exception failure, boolean helps, String sentence) {
        Sent sent = failures.sending("t", new ExecutionException(null, failure));

        assertThat(sent).isInstanceOf(helps ? Sent.Away.class : Sent.Undeliverable.class);
        assertThat(sent.toString()).contains(sentence);
    }
}
