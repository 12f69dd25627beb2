package com.ainative.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.fake.KafkaPeer;
import com.ainative.gateway.fake.KafkaProcess;
import com.ainative.gateway.observe.CapturedLog;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KafkaBrokerTest {

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final KafkaPace PACE = new KafkaPace(128, Duration.ofMinutes(5), Duration.ofSeconds(2), SHORT, SHORT,
            Duration.ofSeconds(5));
    private static final KafkaPace NO_GRACE = new KafkaPace(128, Duration.ofMinutes(5), Duration.ofSeconds(2), SHORT,
            SHORT, Duration.ZERO);
    private static final KafkaPace NO_SILENCE = new KafkaPace(128, Duration.ofSeconds(1), Duration.ofSeconds(2), SHORT,
            SHORT, Duration.ZERO);

    private static final Sent NONE = new Sent.Undeliverable(
            "Kafka has no topic none and makes none by itself; an administrator must create it");

    private static KafkaProcess kafka;
    private static KafkaPeer peer;

    private final List<KafkaBroker> brokers = new ArrayList<>();
    private final KafkaInbox inbox = new KafkaInbox();
    private String topic = "";
    private String group = "";

    @BeforeAll
    static void start() {
        kafka = KafkaProcess.shared();
        peer = new KafkaPeer(kafka);
    }

    @AfterAll
    static void end() {
        peer.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        group = "group-of-" + topic;
    }

    @AfterEach
    void closeAll() {
        inbox.release();
        brokers.forEach(KafkaBroker::close);
    }

    private KafkaBroker broker(KafkaPace pace) {
        return broker(pace, 1);
    }

    private KafkaBroker broker(KafkaPace pace, int consumers) {
        KafkaBroker broker = new KafkaBroker(new IngestConfig(URI.create("kafka://" + kafka.bootstrap()), null, null,
                Map.of("group.id", new Secret(group), "session.timeout.ms", new Secret("1500")), topic,
                topic + ".replies", topic + ".dead", null), consumers, MAX_BYTES,
                pace);
        brokers.add(broker);
        return broker;
    }

    private static Outgoing outgoing(String to, String body) {
        return new Outgoing("id-of-" + body, to, body.getBytes(UTF_8), Map.of(MessageProperties.STATUS, "200"), null,
                "c-1",
                Incoming.USUAL_PRIORITY);
    }

    private void awaitAcknowledged(long count) {
        await().untilAsserted(() -> assertThat(peer.acknowledged(group, topic)).isEqualTo(count));
    }

    @Test
    @DisplayName("GIVEN messages WHEN taken THEN they are acknowledged, and not handed over to whoever comes next")
    void subscribe_taken() {
        kafka.topic(topic, 1);
        ProducerRecord<byte[], byte[]> one = new ProducerRecord<>(topic, "one".getBytes(UTF_8));
        one.headers().add(MessageProperties.TOKEN, "abc".getBytes(UTF_8));
        peer.send(List.of(one));
        peer.send(topic, "two");

        broker(PACE).subscribe(topic, inbox);

        await().untilAsserted(() -> assertThat(inbox.bodies()).containsExactly("one", "two"));
        assertThat(inbox.messages().toList().getFirst().properties())
                .isEqualTo(Map.of(MessageProperties.TOKEN, "abc"));
        awaitAcknowledged(2);
        brokers.getFirst().close();

        KafkaInbox next = new KafkaInbox();
        broker(PACE).subscribe(topic, next);
        peer.send(topic, "three");
        await().untilAsserted(() -> assertThat(next.bodies()).containsExactly("three"));
        awaitAcknowledged(3);
    }

    @Test
    @DisplayName("GIVEN a receiver that fails WHEN handed messages THEN it is handed the same again until it takes them, told once")
    void subscribe_failing() {
        kafka.topic(topic, 1);
        peer.send(topic, "one");

        try (CapturedLog log = CapturedLog.open()) {
            broker(PACE).subscribe(topic, inbox.fail(3));
            awaitAcknowledged(1);

            assertThat(log.events()).filteredOn(event -> event.contains("are not taken")).singleElement().asString()
                    .contains("topic subscribe_failing").contains("the disk is full");
        }
        assertThat(inbox.ids()).hasSize(4).containsOnly(inbox.ids().getFirst());
    }

    @Test
    @DisplayName("GIVEN a receiver that takes longer than a silent consumer may WHEN it is done THEN nothing was handed over twice")
    void subscribe_slow() {
        kafka.topic(topic, 1);
        peer.send(topic, "one");
        KafkaBroker broker = broker(NO_SILENCE);
        broker.subscribe(topic, inbox.hold());
        await().until(() -> !inbox.handed().isEmpty());

        peer.send(topic, "two");
        await().untilAsserted(() -> assertThat(broker.status().waiting()).isEqualTo(Map.of(topic, 2L)));
        await().during(NO_SILENCE.maxPollInterval().multipliedBy(2)).until(() -> peer.shares(group),
                List.of(1)::equals);
        assertThat(inbox.bodies()).containsExactly("one");
        assertThat(peer.acknowledged(group, topic)).isZero();
        inbox.release();

        awaitAcknowledged(2);
        assertThat(inbox.bodies()).containsExactly("one", "two");
        await().untilAsserted(() -> assertThat(broker.status().waiting()).isEqualTo(Map.of(topic, 0L)));
    }

    @Test
    @DisplayName("GIVEN answers WHEN messages are taken THEN the answers are in Kafka when the messages are acknowledged")
    void subscribe_answers() {
        kafka.topic(topic, 1);
        kafka.topic(topic + ".replies", 1);
        peer.send(topic, "one");

        broker(PACE).subscribe(topic, inbox.answer(outgoing(topic + ".replies", "yes")));
        awaitAcknowledged(1);

        assertThat(peer.read(topic + ".replies", 1)).singleElement()
                .satisfies(answer -> assertThat(answer.value()).asString(UTF_8).isEqualTo("yes"))
                .satisfies(answer -> assertThat(answer.key()).asString(UTF_8).isEqualTo("c-1"))
                .satisfies(answer -> assertThat(answer.headers().lastHeader("gateway_status").value()).asString(UTF_8)
                        .isEqualTo("200"));
    }

    @Test
    @DisplayName("GIVEN an answer no topic takes WHEN messages are taken THEN they are acknowledged all the same, and it is told")
    void subscribe_undeliverableAnswer() {
        kafka.topic(topic, 1);
        kafka.topic(topic + ".replies", 1);
        peer.send(topic, "one");

        try (CapturedLog log = CapturedLog.open()) {
            broker(PACE).subscribe(topic,
                    inbox.answer(outgoing("not a topic", "lost"), outgoing(topic + ".replies", "yes")));
            awaitAcknowledged(1);

            assertThat(log.events()).anySatisfy(event -> assertThat(event)
                    .contains("is dropped: \"not a topic\" cannot be the name of a topic"));
        }
        assertThat(inbox.bodies()).containsExactly("one");
        assertThat(peer.read(topic + ".replies", 1)).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN a receiver at work WHEN closed THEN it is interrupted, and its messages go to whoever comes next")
    void close_atWork() throws InterruptedException {
        kafka.topic(topic, 1);
        peer.send(topic, "one");
        Subscription subscription = broker(NO_GRACE).subscribe(topic, inbox.hold());
        await().until(() -> !inbox.handed().isEmpty());

        subscription.close();

        inbox.awaitInterrupt();
        assertThat(peer.acknowledged(group, topic)).isZero();
        assertThat(peer.shares(group)).isEmpty();
        KafkaInbox next = new KafkaInbox();
        broker(PACE).subscribe(topic, next);
        await().untilAsserted(() -> assertThat(next.ids()).isEqualTo(inbox.ids()));
    }

    @Test
    @DisplayName("GIVEN a receiver about to be done WHEN closed THEN it may end, and its messages are acknowledged")
    void close_grace() throws InterruptedException {
        kafka.topic(topic, 1);
        peer.send(topic, "one");
        KafkaBroker broker = broker(PACE);
        broker.subscribe(topic, inbox.hold());
        await().until(() -> !inbox.handed().isEmpty());

        Thread closing = Thread.ofVirtual().start(broker::close);
        await().until(() -> closing.getState() == Thread.State.WAITING);
        inbox.release();
        closing.join();

        assertThat(peer.acknowledged(group, topic)).isOne();
    }

    @Test
    @DisplayName("GIVEN two gateways WHEN messages come THEN they share them, and each message goes to one")
    void subscribe_two() {
        kafka.topic(topic, 4);
        KafkaInbox other = new KafkaInbox();
        broker(PACE).subscribe(topic, inbox);
        broker(PACE).subscribe(topic, other);
        await().until(() -> peer.shares(group), List.of(2, 2)::equals);

        peer.send(IntStream.range(0, 40).mapToObj(
                number -> new ProducerRecord<byte[], byte[]>(topic, number % 4, null,
                        Integer.toString(number).getBytes(UTF_8)))
                .toList());

        awaitAcknowledged(40);
        assertThat(inbox.bodies()).hasSize(20).doesNotContainAnyElementsOf(other.bodies());
        assertThat(other.bodies()).hasSize(20);
    }

    @Test
    @DisplayName("GIVEN a gateway with two consumers WHEN one's messages are out THEN the other goes on")
    void subscribe_twoConsumers() {
        kafka.topic(topic, 2);
        broker(PACE, 2).subscribe(topic, inbox.hold());
        await().until(() -> peer.shares(group), List.of(1, 1)::equals);

        peer.send(List.of(new ProducerRecord<>(topic, 0, null, "zero".getBytes(UTF_8)),
                new ProducerRecord<>(topic, 1, null, "one".getBytes(UTF_8))));

        await().untilAsserted(() -> assertThat(inbox.bodies()).containsExactlyInAnyOrder("zero", "one"));
        assertThat(inbox.handed()).hasSize(2);
    }

    @Test
    @DisplayName("GIVEN messages about to be taken WHEN another gateway gets their partition THEN they are acknowledged before it does")
    void subscribe_takenAwayWithGrace() {
        kafka.topic(topic, 2);
        peer.send(List.of(new ProducerRecord<>(topic, 0, null, "zero".getBytes(UTF_8)),
                new ProducerRecord<>(topic, 1, null, "one".getBytes(UTF_8))));
        broker(PACE).subscribe(topic, inbox.hold());
        await().until(() -> !inbox.handed().isEmpty());
        KafkaInbox other = new KafkaInbox();

        broker(PACE).subscribe(topic, other);
        await().until(() -> peer.shares(group).size() == 2);
        inbox.release();
        await().until(() -> peer.shares(group), List.of(1, 1)::equals);
        awaitAcknowledged(2);
        peer.send(List.of(new ProducerRecord<>(topic, 0, null, "more".getBytes(UTF_8)),
                new ProducerRecord<>(topic, 1, null, "more".getBytes(UTF_8))));
        awaitAcknowledged(4);

        assertThat(inbox.bodies()).containsExactlyInAnyOrder("zero", "one", "more");
        assertThat(other.bodies()).containsExactly("more");
    }

    @Test
    @DisplayName("GIVEN messages that are out WHEN another gateway gets their partition THEN it gets them, and only it acknowledges them")
    void subscribe_takenAway() {
        kafka.topic(topic, 2);
        peer.send(List.of(new ProducerRecord<>(topic, 0, null, "zero".getBytes(UTF_8)),
                new ProducerRecord<>(topic, 1, null, "one".getBytes(UTF_8))));
        broker(NO_GRACE).subscribe(topic, inbox.hold());
        await().until(() -> !inbox.handed().isEmpty());
        KafkaInbox other = new KafkaInbox();

        broker(NO_GRACE).subscribe(topic, other);

        await().untilAsserted(() -> assertThat(other.bodies()).hasSize(1));
        awaitAcknowledged(1);
        inbox.release();
        awaitAcknowledged(2);
        assertThat(inbox.bodies()).contains("zero", "one");
        assertThat(other.bodies()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN messages of more bytes than are to be held, few on their way WHEN taken THEN they are handed over in several goes, each once")
    void subscribe_large() {
        kafka.topic(topic, 1);
        peer.sendPacked(IntStream.range(0, 60)
                .mapToObj(i -> new ProducerRecord<byte[], byte[]>(topic, new byte[1_000_000])).toList());

        broker(PACE).subscribe(topic, inbox);

        awaitAcknowledged(60);
        assertThat(inbox.handed()).as("32 MiB, and what is polled at one time")
                .allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 37));
        assertThat(inbox.ids()).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("GIVEN many small messages WHEN taken THEN many are handed over together")
    void subscribe_small() {
        kafka.topic(topic, 1);
        peer.send(IntStream.range(0, 200)
                .mapToObj(i -> new ProducerRecord<byte[], byte[]>(topic, new byte[]{1})).toList());

        broker(PACE).subscribe(topic, inbox);

        awaitAcknowledged(200);
        assertThat(inbox.handed()).anySatisfy(batch -> assertThat(batch).hasSizeBetween(100, 128));
        assertThat(inbox.ids()).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("GIVEN waiting messages WHEN peeked at THEN the oldest are shown, and nothing is taken")
    void peek_takesNothing() {
        kafka.topic(topic, 2);
        peer.send(topic, "one", "two", "three");
        KafkaBroker broker = broker(PACE);

        List<Incoming> all = broker.peek(topic, 10).messages();
        assertThat(all).extracting(message -> new String(message.body(), UTF_8)).containsExactlyInAnyOrder("one", "two",
                "three");
        assertThat(broker.peek(topic, 2).messages()).hasSize(2);
        assertThat(broker.peek(topic, 0).messages()).isEmpty();

        broker.subscribe(topic, inbox);
        awaitAcknowledged(3);
        assertThat(inbox.ids()).containsExactlyInAnyOrderElementsOf(all.stream().map(Incoming::id).toList());
        assertThat(broker.peek(topic, 10).messages()).isEmpty();
        assertThat(broker.peek("no-such-topic", 10).messages()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN messages of more bytes than are to be held, few on their way WHEN peeked at THEN the first are shown, and it is said that more wait")
    void peek_large() {
        kafka.topic(topic, 1);
        peer.sendPacked(IntStream.range(0, 20)
                .mapToObj(i -> new ProducerRecord<byte[], byte[]>(topic, new byte[1_000_000])).toList());
        KafkaBroker broker = broker(PACE);

        Peeked cut = broker.peek(topic, 100);
        Peeked all = broker.peek(topic, 17);

        assertThat(cut.messages()).as("16 MiB").hasSize(17);
        assertThat(cut.cut()).isTrue();
        assertThat(all.messages()).hasSize(17);
        assertThat(all.cut()).as("as many as were asked for").isFalse();
        assertThat(broker.peek("no-such-topic", 10).cut()).isFalse();
    }

    @Test
    @DisplayName("GIVEN a topic that is not there WHEN subscribed to THEN it is told, and its messages come once it is there")
    void subscribe_missing() {
        KafkaBroker broker = broker(PACE);

        broker.subscribe(topic, inbox);
        await().untilAsserted(() -> assertThat(broker.status().trouble()).isEqualTo("Kafka has no topic " + topic
                + " and makes none by itself; an administrator must create it"));

        kafka.topic(topic, 1);
        peer.send(topic, "one");
        awaitAcknowledged(1);
        await().until(() -> broker.status().trouble() == null);
        assertThat(broker.status().kind()).isEqualTo("kafka");
    }

    @Test
    @DisplayName("GIVEN messages of which some can never be sent WHEN sent THEN the others arrive once each, and it is said which not and why")
    void send_undeliverable() {
        kafka.topic(topic, 1);
        KafkaBroker broker = broker(PACE);
        Outgoing large = new Outgoing("large", topic, new byte[2 * 1024 * 1024], Map.of(), null, null, 4);

        assertThat(broker.sendEach(List.of(outgoing(topic, "one"), large, outgoing("none", "x"), outgoing("none", "y"),
                outgoing(topic, "two")))).containsOnly(Map.entry("id-of-one", new Sent.Taken()),
                        Map.entry("large",
                                new Sent.Undeliverable("a message is larger than topic " + topic
                                        + " takes; its max.message.bytes must be raised")),
                        Map.entry("id-of-x", NONE), Map.entry("id-of-y", NONE),
                        Map.entry("id-of-two", new Sent.Taken()));
        assertThatExceptionOfType(UndeliverableException.class)
                .isThrownBy(() -> broker.send(List.of(outgoing("none", "z"), outgoing(topic, "three"))))
                .withMessageContaining("no topic none");

        assertThat(peer.read(topic, 3)).map(ConsumerRecord::value).map(value -> new String(value, UTF_8))
                .containsExactly("one", "two", "three");
        assertThat(broker.status().trouble()).isNull();
    }
}
