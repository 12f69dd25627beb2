package com.ainative.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.config.IngestConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.ActivateCallback;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.RoutingContext;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedArtemisTest {

    static final IngestConfig CONFIG = new IngestConfig(null, null, null, Map.of(), "chat.requests", "chat.replies",
            "chat.dead", null);

    @TempDir
    Path data;

    @Test
    @DisplayName("GIVEN messages that were taken WHEN the broker starts again THEN they are there, and their duplicates are known")
    void start_again() {
        try (Broker broker = open()) {
            broker.send(List.of(message("m1"), message("m2")));
            assertThat(broker.status().kind()).isEqualTo("embedded");
        }
        try (Broker broker = open()) {
            broker.send(List.of(message("m2"), message("m3")));

            assertThat(broker.peek("chat.requests", 10).messages()).extracting(BrokerContract::body)
                    .containsExactlyInAnyOrder("m1", "m2", "m3");
            Subscription subscription = broker.subscribe("chat.replies", messages -> List.of());
            assertThat(broker.status().waiting()).containsOnly(Map.entry("chat.replies", 0L));
            subscription.close();
        }
        assertThat(data.resolve("broker").resolve("journal")).isNotEmptyDirectory();
    }

    @Test
    @DisplayName("GIVEN a broker that runs WHEN another is started with its files THEN that fails, and says why")
    void start_twice() {
        try (Broker broker = open()) {
            assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(data.toString()).hasMessageContaining("another process");
            broker.send(List.of(message("m1")));
        }
    }

    @Test
    @DisplayName("GIVEN a data folder that cannot be written WHEN the broker is started THEN that fails, and says where")
    void start_noFolder() throws IOException {
        Files.writeString(data.resolve("broker"), "a file");

        assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(data.resolve("broker").toString());
    }

    @Test
    @DisplayName("GIVEN a disk that is full WHEN something is sent THEN that fails soon, and the broker goes on")
    void send_diskFull() {
        try (Broker broker = Brokers.embedded(EmbeddedArtemis.start(CONFIG, data, TokenCheck.NOBODY,
                Long.MAX_VALUE))) {
            await().untilAsserted(() -> assertThatThrownBy(() -> broker.send(List.of(message("" + UUID.randomUUID()))))
                    .isInstanceOf(BrokerAwayException.class));
            await().untilAsserted(() -> assertThatThrownBy(() -> broker.send(List.of(message("m2"), message("m3"))))
                    .isInstanceOf(BrokerAwayException.class));
            assertThat(broker.peek("chat.requests", 1_000).messages()).extracting(BrokerContract::body)
                    .doesNotContain("m2", "m3");
        }
    }

    @Test
    @DisplayName("GIVEN a file that cannot be written WHEN a message is sent THEN nobody says that it is there, and the broker starts again with all it had")
    void ioError_unacknowledged() throws Exception {
        EmbeddedArtemis artemis = EmbeddedArtemis.start(CONFIG, data, TokenCheck.NOBODY);
        try (Broker broker = Brokers.embedded(artemis)) {
            broker.send(List.of(message("m1")));
            ActiveMQServer before = artemis.server();
            CountDownLatch mayStop = stopsOnlyAfter(before);
            failsWrites(before);

            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> broker.send(List.of(message("m2"))));

            await().until(() -> artemis.trouble() != null);
            assertThatThrownBy(() -> sent.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            mayStop.countDown();
            assertThat(sent).failsWithin(Duration.ofSeconds(4)).withThrowableThat()
                    .withCauseInstanceOf(BrokerAwayException.class);
            await().until(() -> artemis.server() != before && artemis.trouble() == null);
            await().ignoreException(BrokerAwayException.class).until(() -> {
                broker.send(List.of(message("m2")));
                return true;
            });
            assertThat(broker.peek("chat.requests", 10).messages()).extracting(BrokerContract::body)
                    .containsExactly("m1", "m2");
        }
    }

    private static CountDownLatch stopsOnlyAfter(ActiveMQServer server) {
        CountDownLatch latch = new CountDownLatch(1);
        server.registerActivateCallback(new ActivateCallback() {
            @Override
            public void preDeActivate() {
                try {
                    assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        return latch;
    }

    /** As the journal does it: it tells of the error, and goes on as if there were none. */
    private static void failsWrites(ActiveMQServer server) {
        server.registerBrokerPlugin(new ActiveMQServerMessagePlugin() {
            @Override
            public void afterMessageRoute(Message message, RoutingContext context, boolean direct,
                    boolean rejectDuplicates, RoutingStatus result) {
                ((ActiveMQServerImpl) server).getIoCriticalErrorListener().onIOException(
                        new IOException("No space"), "No space left on device", "journal-1");
            }
        });
    }

    @Test
    @DisplayName("GIVEN a process that sends WHEN it is killed THEN all that was told to be sent is there")
    void kill_losesNothing() throws IOException {
        Process sender = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Dlogback.configurationFile=logback-test.xml", "-cp",
                System.getProperty("java.class.path"), EndlessSender.class.getName(), data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> told = new ArrayList<>();
        try (BufferedReader lines = sender.inputReader(UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                told.add(line);
                if (told.size() == 100) {
                    sender.toHandle().destroyForcibly(); // the process would close its output, unread as it may be
                }
                line = lines.readLine();
            }
        }
        sender.onExit().join();

        try (Broker broker = open()) {
            assertThat(told).hasSizeGreaterThanOrEqualTo(100);
            assertThat(broker.peek("chat.requests", 100_000).messages()).extracting(BrokerContract::body)
                    .doesNotHaveDuplicates()
                    .containsAll(told);
        }
    }

    private Broker open() {
        return Brokers.open(CONFIG, data, TokenCheck.NOBODY);
    }

    static Outgoing message(String text) {
        return new Outgoing(text, "chat.requests", text.getBytes(UTF_8), Map.of(), null, null, 4);
    }
}
