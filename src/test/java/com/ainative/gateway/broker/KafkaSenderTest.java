package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.config.IngestConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KafkaSenderTest {

    private static final Sent TAKEN = new Sent.Taken();
    private static final Sent SILENT = new Sent.Away("Kafka at k:9092 does not answer");

    /** What topics do with a message that do not take it. */
    private final Map<String, Supplier<Future<RecordMetadata>>> topics = new HashMap<>();
    private final List<ScriptedProducer> producers = new ArrayList<>();
    /** The topic of each message a producer was given, which is when it waits for a topic it does not know. */
    private final List<String> asked = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final KafkaHealth health = new KafkaHealth();
    private final KafkaSender sender = new KafkaSender(() -> {
        ScriptedProducer next = new ScriptedProducer();
        producers.add(next);
        return next;
    }, Duration.ZERO, new KafkaFailure(new KafkaSettings(new IngestConfig(URI.create("kafka://k:9092"), null, null,
            Map.of(), "chat.requests", "chat.replies", "chat.dead", null))), health, new MissingTopics(nanos::get));

    private final class ScriptedProducer extends MockProducer<byte[], byte[]> {

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message) {
            asked.add(message.topic());
            return topics.getOrDefault(message.topic(), KafkaSenderTest::taken).get();
        }
    }

    private static Future<RecordMetadata> taken() {
        return CompletableFuture.completedFuture(new RecordMetadata(new TopicPartition("t", 0), 0, 0, 0, 0, 0));
    }

    private void fails(String topic, Exception why) {
        topics.put(topic, () -> CompletableFuture.failedFuture(why));
    }

    private void isMissing(String topic) {
        fails(topic, new TimeoutException("not in metadata", new UnknownTopicOrPartitionException("?")));
    }

    private void isSilent(String topic) {
        fails(topic, new TimeoutException("late"));
    }

    /** What became of messages to these topics, in their order. */
    private List<Sent> send(String... to) {
        List<Outgoing> messages = new ArrayList<>();
        for (String topic : to) {
            messages.add(new Outgoing("m" + messages.size(), topic, new byte[0], Map.of(), null, null, 4));
        }
        Map<String, Sent> became = sender.send(messages);
        return messages.stream().map(message -> became.get(message.id())).toList();
    }

    @Test
    @DisplayName("GIVEN a topic that is missing WHEN it is sent to again within a minute THEN that is told at once, and asked after it")
    void send_missingTwice() {
        isMissing("gone");
        Sent never = new Sent.Undeliverable(
                "Kafka has no topic gone and makes none by itself; an administrator must create it");

        assertThat(send("gone", "there", "gone")).containsExactly(never, TAKEN, never);
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(send("gone", "there", "gone")).containsExactly(never, TAKEN, never);
        assertThat(asked).containsExactly("gone", "there", "there");

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        topics.clear();
        assertThat(send("gone")).containsExactly(TAKEN);
    }

    @Test
    @DisplayName("GIVEN a topic that is not for the gateway WHEN more is sent there THEN that is not tried, until the next call")
    void send_denied() {
        fails("denied", new TopicAuthorizationException("?"));

        assertThat(send("denied", "there", "denied")).satisfiesExactly(
                sent -> assertThat(sent).isInstanceOf(Sent.Undeliverable.class),
                sent -> assertThat(sent).isEqualTo(TAKEN),
                sent -> assertThat(sent).isInstanceOf(Sent.Undeliverable.class));
        assertThat(asked).containsExactly("denied", "there");
        topics.clear();
        assertThat(send("denied")).containsExactly(TAKEN);
    }

    @Test
    @DisplayName("GIVEN topics Kafka does not answer for WHEN messages are sent THEN one holds up nothing, and after two the rest is not tried")
    void send_twoSilent() {
        isSilent("a");
        isSilent("b");

        assertThat(send("a", "there", "a", "b", "c")).containsExactly(SILENT, TAKEN, SILENT, SILENT,
                new Sent.Untried("Kafka at k:9092 does not answer"));
        assertThat(asked).containsExactly("a", "there", "b");
        assertThat(health.trouble()).isEqualTo("Kafka at k:9092 does not answer");
    }

    @Test
    @DisplayName("GIVEN a message under way WHEN it fails for good THEN the others still arrive by its producer, and the next by another")
    void send_failsForGood() {
        CompletableFuture<RecordMetadata> underWay = new CompletableFuture<>();
        topics.put("slow", () -> underWay);
        topics.put("last", () -> {
            underWay.completeExceptionally(new SaslAuthenticationException("who?"));
            return taken();
        });
        fails("refused", new SaslAuthenticationException("who?"));

        assertThat(send("refused", "slow", "last")).satisfiesExactly(
                sent -> assertThat(sent).isInstanceOf(Sent.Away.class),
                sent -> assertThat(sent).isInstanceOf(Sent.Away.class), sent -> assertThat(sent).isEqualTo(TAKEN));
        assertThat(producers).singleElement().satisfies(producer -> assertThat(producer.closed()).isTrue());

        assertThat(send("there")).containsExactly(TAKEN);
        assertThat(producers).hasSize(2).last().satisfies(producer -> assertThat(producer.closed()).isFalse());
        assertThat(health.trouble()).isNull();
    }

    @Test
    @DisplayName("GIVEN messages under way WHEN the sender is interrupted THEN it is not known of them, others are not tried, and Kafka has no trouble")
    void send_interrupted() {
        topics.put("slow", CompletableFuture::new);
        topics.put("interrupts", () -> {
            throw new InterruptException("meanwhile");
        });

        List<Sent> became = send("there", "slow", "interrupts", "never");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(became).containsExactly(TAKEN, new Sent.Away("sending was interrupted"),
                new Sent.Untried("sending was interrupted"), new Sent.Untried("sending was interrupted"));
        assertThat(asked).doesNotContain("never");
        assertThat(health.trouble()).isNull();

        Thread.currentThread().interrupt();
        assertThat(send("slow")).containsExactly(new Sent.Away("sending was interrupted"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @DisplayName("GIVEN a Kafka that did not answer WHEN it is only remembered that a topic is missing THEN that is no news of Kafka")
    void send_remembered() {
        isMissing("gone");
        isSilent("a");
        send("gone", "a");

        send("gone");
        assertThat(health.trouble()).isNotNull();

        send("there");
        assertThat(health.trouble()).isNull();
    }

    @Test
    @DisplayName("GIVEN answers WHEN one cannot arrive THEN it is dropped; when one is not taken now, they come again")
    void answer_kinds() {
        isMissing("gone");
        isSilent("a");

        sender.answer(List.of(new Outgoing("m1", "gone", new byte[0], Map.of(), null, null, 4)));
        assertThatThrownBy(
                () -> sender.answer(List.of(new Outgoing("m1", "gone", new byte[0], Map.of(), null, null, 4),
                        new Outgoing("m2", "a", new byte[0], Map.of(), null, null, 4))))
                .isInstanceOf(BrokerAwayException.class);
    }
}
