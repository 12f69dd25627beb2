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
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka that goes away, and one that never comes. */
@Timeout(90)
class KafkaAwayTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final KafkaPace PACE = new KafkaPace(128, Duration.ofMinutes(5), Duration.ofSeconds(1), SHORT, SHORT,
            SHORT);
    private static final String TOPIC = "chat.requests";
    private static final String REPLIES = "chat.replies";
    private static final String GROUP = "ainative-gateway";

    private static KafkaBroker broker(String address, Map<String, Secret> options) {
        return new KafkaBroker(new IngestConfig(URI.create("kafka://" + address), null, null, options, TOPIC, REPLIES,
                "chat.dead", null), 1, 1024, PACE);
    }

    private static Outgoing answer(String body) {
        return new Outgoing(body, REPLIES, body.getBytes(UTF_8), Map.of(), null, null, Incoming.USUAL_PRIORITY);
    }

    @Test
    @DisplayName("GIVEN a Kafka that is killed while messages are out WHEN it is back THEN they are handed over again, and work goes on")
    void broker_killedAndBack() {
        try (KafkaProcess kafka = KafkaProcess.start();
                KafkaPeer peer = new KafkaPeer(kafka);
                KafkaBroker broker = broker(kafka.bootstrap(), Map.of("session.timeout.ms", new Secret("1500")));
                CapturedLog log = CapturedLog.open()) {
            kafka.topic(TOPIC, 1);
            kafka.topic(REPLIES, 1);
            peer.send(TOPIC, "one");
            KafkaInbox inbox = new KafkaInbox().hold().answer(answer("yes"));
            broker.subscribe(TOPIC, inbox);
            await().until(() -> !inbox.handed().isEmpty());
            broker.send(List.of(answer("before")));

            kafka.kill();
            inbox.release();

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(broker.status().trouble())
                    .isEqualTo("Kafka at " + kafka.bootstrap() + " does not answer"));
            assertThatExceptionOfType(BrokerAwayException.class)
                    .isThrownBy(() -> broker.send(List.of(answer("during"))))
                    .withMessageContaining("does not answer");
            assertThatExceptionOfType(BrokerAwayException.class).isThrownBy(() -> broker.peek(TOPIC, 1));

            kafka.restart();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(peer.acknowledged(GROUP, TOPIC)).isOne());
            peer.send(TOPIC, "two");
            await().untilAsserted(() -> assertThat(inbox.bodies()).contains("one", "two").last().isEqualTo("two"));
            broker.send(List.of(answer("after")));

            assertThat(peer.read(REPLIES, 3)).map(record -> new String(record.value(), UTF_8)).contains("before", "yes",
                    "after");
            await().until(() -> broker.status().trouble() == null);
            assertThat(log.events()).filteredOn(event -> event.contains("does not answer for=\"" + TOPIC)).hasSize(1);
        }
    }

    @Test
    @DisplayName("GIVEN no Kafka WHEN there is to be one THEN that fails nothing until something is sent, and it can be closed")
    void broker_absent() {
        try (KafkaBroker broker = broker("nowhere.invalid:9092", Map.of())) {
            broker.subscribe(TOPIC, new KafkaInbox());

            await().untilAsserted(
                    () -> assertThat(broker.status().trouble()).contains("Kafka at nowhere.invalid:9092"));
            assertThat(broker.status().waiting()).isEmpty();
            assertThatExceptionOfType(BrokerAwayException.class).isThrownBy(() -> broker.send(List.of(answer("one"))));
            assertThatExceptionOfType(BrokerAwayException.class).isThrownBy(() -> broker.peek(TOPIC, 1));
        }
    }

    @Test
    @DisplayName("GIVEN a trust store that is none WHEN subscribed THEN status says so, and sending is for later")
    void broker_wrongTrustStore(@TempDir Path folder) throws IOException {
        Path store = Files.writeString(folder.resolve("store.p12"), "none");
        try (KafkaBroker broker = broker("127.0.0.1:1", Map.of("security.protocol", new Secret("SSL"),
                "ssl.truststore.location", new Secret(store.toString())))) {
            broker.subscribe(TOPIC, new KafkaInbox());

            await().untilAsserted(() -> assertThat(broker.status().trouble()).contains("store.p12"));
            assertThatExceptionOfType(BrokerAwayException.class).isThrownBy(() -> broker.send(List.of(answer("one"))));
        }
    }

    @Test
    @DisplayName("GIVEN a broker that is closed WHEN something is sent THEN it is refused as for later")
    void send_closed() {
        KafkaBroker broker = broker("127.0.0.1:1", Map.of());
        broker.close();

        assertThatExceptionOfType(BrokerAwayException.class).isThrownBy(() -> broker.send(List.of(answer("one"))))
                .withMessageContaining("the gateway is ending");
    }
}
