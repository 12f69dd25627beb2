package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.fake.ExternalArtemis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What brokers do that are elsewhere. */
@ResourceLock("the broker that all tests of the JVM share, and kill")
abstract class ExternalBrokerContract extends JmsBrokerContract {

    /** One for all tests of the JVM; it ends with it. */
    protected static final ExternalArtemis ARTEMIS = start();

    private static ExternalArtemis start() {
        try {
            return ExternalArtemis.start(Files.createTempDirectory(Path.of("target", "brokers"), "artemis-data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected abstract URI address();

    @Override
    protected Broker open() {
        return Brokers.elsewhere("elsewhere", address(), connections(), LONGEST);
    }

    @Override
    protected String nowhere() {
        return "fixed.nowhere";
    }

    @Test
    @DisplayName("GIVEN a queue the gateway may not use WHEN something is sent there THEN it is undeliverable, not an outage")
    void send_forbidden() {
        assertThatThrownBy(() -> broker
                .send(List.of(new Outgoing("m1", "forbidden.queue", bytes("m1"), Map.of(), null, null, 4))))
                .isInstanceOf(UndeliverableException.class);
        assertThatThrownBy(() -> broker
                .send(List.of(new Outgoing("m1", nowhere(), bytes("m1"), Map.of(), null, null, 4))))
                .isInstanceOf(UndeliverableException.class);

        broker.send(List.of(message("m2")));
        assertThat(broker.status().trouble()).isNull();
    }

    @Test
    @DisplayName("GIVEN a broker that is killed WHEN it is there again THEN what it had taken is handed over, and sending works again")
    void broker_awayAndBack() {
        Taken taken = new Taken();
        broker.send(List.of(message("m1"), message("m2")));
        ARTEMIS.kill();
        try {
            assertThatThrownBy(() -> broker.send(List.of(message("m3")))).isInstanceOf(BrokerAwayException.class);
            assertThatThrownBy(() -> broker.peek(requests, 1)).isInstanceOf(BrokerAwayException.class);
            broker.subscribe(requests, taken);
            await().until(() -> broker.status().trouble() != null);
            assertThat(broker.status().trouble()).contains("127.0.0.1").doesNotContain(ExternalArtemis.PASSWORD);
        } finally {
            ARTEMIS.restart();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> taken.messages().size() == 2);
        await().atMost(Duration.ofSeconds(30)).until(() -> broker.status().trouble() == null);
        broker.send(List.of(message("m4")));
        await().until(() -> taken.messages().size() == 3);

        ARTEMIS.kill();
        ARTEMIS.restart();
        await().atMost(Duration.ofSeconds(30)).ignoreException(BrokerAwayException.class).until(() -> {
            broker.send(List.of(message("m5")));
            return true;
        });
        await().atMost(Duration.ofSeconds(30)).until(() -> taken.messages().size() == 4);
        assertThat(taken.messages()).extracting(BrokerContract::body).containsExactlyInAnyOrder("m1", "m2", "m4", "m5");
    }

    @Test
    @DisplayName("GIVEN a wrong password WHEN the broker is used THEN it is away, and its trouble does not show the password")
    void open_wrongPassword() {
        IngestConfig config = new IngestConfig(address(), ExternalArtemis.USER, new Secret("hunter2"), Map.of(),
                "chat.requests", "chat.replies", "chat.dead", null);
        try (Broker wrong = Brokers.open(config, Path.of("unused"), TokenCheck.NOBODY)) {
            assertThatThrownBy(() -> wrong.send(List.of(message("m1")))).isInstanceOf(BrokerAwayException.class);
            assertThat(wrong.status().trouble()).contains(address().toString()).doesNotContain("hunter2");
            assertThat(wrong.status().kind()).isEqualTo(address().getScheme().equals("tcp") ? "artemis" : "amqp");
        }
    }
}
