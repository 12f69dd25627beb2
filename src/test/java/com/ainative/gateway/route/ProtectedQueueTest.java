package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.auth.Attack;
import com.ainative.gateway.auth.TokenAttacks;
import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.Brokers;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.TokenCheck;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every attack on the queue: as the token of a message, and as that of whoever connects to the broker. */
@Timeout(120)
class ProtectedQueueTest {

    private static final FakeProvider PROVIDER = FakeProvider.start().always(OpenAiSamples.says("hello"));
    /** Gives whoever asks the keys with which strangers' tokens would be good. */
    private static final FakeProvider CANARY = FakeProvider.start()
            .always(wire -> wire.json(200, TokenAttacks.keysOfStrangers()));
    private static final String REFUSAL = "{\"error\":{\"message\":\"Missing or invalid token. Send a current one as "
            + "'Authorization: Bearer ...'.\",\"type\":\"invalid_request_error\",\"param\":null,"
            + "\"code\":\"invalid_api_key\"}}";
    private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();
    private static GatewayHarness gateway;
    private static Broker client;
    private static List<Attack> attacks;

    @BeforeAll
    static void start() {
        gateway = GatewayHarness.start("""
                providers: {one: %s}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                ingest: {broker: embedded, listen: "127.0.0.1:0", queue: requests, replies: replies, dead-letters: dead}
                """.formatted(GatewayHarness.openAi(PROVIDER)));
        attacks = TokenAttacks.on(gateway.keys(), Instant.now(), CANARY.url());
        client = Brokers.open(new IngestConfig(URI.create("tcp://" + gateway.runtime().messages()), "anybody",
                new Secret(gateway.token("ops", "pro", "operator")), Map.of(), "requests", "replies", "dead", null),
                Path.of("unused"), TokenCheck.NOBODY);
        client.subscribe("replies", messages -> {
            messages.forEach(message -> ANSWERS.put(String.valueOf(message.correlationId()),
                    new String(message.body(), UTF_8)));
            return List.of();
        });
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        PROVIDER.close();
        CANARY.close();
    }

    private static Outgoing message(String name, Map<String, String> properties) {
        return new Outgoing(name, "requests", chat().getBytes(UTF_8), properties, null, name, 4);
    }

    @Test
    @DisplayName("GIVEN the queues that are read WHEN counted THEN there is the one of these tests: another needs its attacks, too")
    void queues_found() {
        assertThat(gateway.runtime().generations().getFirst().sources("queue")).containsExactly("requests");
        assertThat(gateway.runtime().generations().getLast().sources("queue")).isEmpty();
    }

    @Test
    @DisplayName("GIVEN messages with all attacks for tokens WHEN they are taken THEN each gets the one 401, and nobody is asked for anything")
    void message_attacked() {
        List<Outgoing> all = new ArrayList<>(List.of(message("no token", Map.of()),
                message("a token under other names", Map.of("authorization", "Bearer " + gateway.token(), "token",
                        gateway.token(), "x_api_key", gateway.token(), "JMSXUserID", "root"))));
        attacks.forEach(
                attack -> all.add(message(attack.name(), Map.of(MessageProperties.TOKEN, attack.credential()))));
        int asked = PROVIDER.received().size();

        for (int i = 0; i < all.size(); i += 100) {
            client.send(all.subList(i, Math.min(i + 100, all.size())));
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> ANSWERS.keySet().containsAll(
                all.stream().map(Outgoing::correlationId).toList()));
        assertThat(all.stream().map(Outgoing::correlationId).filter(name -> !REFUSAL.equals(ANSWERS.get(name))))
                .as("answered otherwise").isEmpty();
        assertThat(PROVIDER.received()).hasSize(asked);
        assertThat(CANARY.connections()).isZero();
    }

    @Test
    @DisplayName("GIVEN a message with a good token WHEN it is taken THEN it is answered, and its sender's connection, too, needed one")
    void message_good() throws JMSException {
        client.send(List.of(message("good", Map.of(MessageProperties.TOKEN, gateway.token()))));

        await().atMost(Duration.ofSeconds(60)).until(() -> ANSWERS.containsKey("good"));
        assertThat(ANSWERS.get("good")).contains("hello");
        connect(gateway.token()).close();
    }

    @Test
    @DisplayName("GIVEN all attacks WHEN they are shown to connect to the broker THEN none gets in")
    void connection_attacked() {
        List<String> otherwise = attacks.stream()
                .filter(attack -> !(catchThrowable(
                        () -> connect(attack.credential()).close()) instanceof JMSSecurityException))
                .map(Attack::name).toList();

        assertThat(otherwise).as("let in, or not for the token").isEmpty();
        assertThat(CANARY.connections()).isZero();
    }

    private static Connection connect(String token) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                "tcp://" + gateway.runtime().messages())) {
            return factory.createConnection("anybody", token);
        }
    }
}
