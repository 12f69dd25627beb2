package com.ainative.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.BrokerAwayException;
import com.ainative.gateway.broker.Brokers;
import com.ainative.gateway.broker.Incoming;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.TokenCheck;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.fake.ExternalArtemis;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message broker that is killed, stays away, and comes back, while messages are in work. */
@Timeout(300)
class BrokerAwayTest {

    /** How long it stays away. */
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("away", 3));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MESSAGES = 200;
    /** So many are there before; the others are being sent while it is killed. */
    private static final int BEFORE = 150;
    private static final int CONCURRENT = 8;
    private static final String REQUESTS = "chat.requests";
    private static final String REPLIES = "chat.replies";
    private static final String DEAD = "chat.dead";

    private final FakeProvider provider = FakeProvider.start();
    /** Until it is open, what came by the queue is with the provider, and gets no answer. */
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch beingKilled = new CountDownLatch(1);
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Path home;
    private final ExternalArtemis artemis;
    private final Broker client;

    BrokerAwayTest(@TempDir Path home) {
        this.home = home;
        this.artemis = ExternalArtemis.start(home.resolve("artemis"));
        this.client = Brokers.open(new IngestConfig(artemis.core(), ExternalArtemis.USER,
                new Secret(ExternalArtemis.PASSWORD), Map.of(), REQUESTS, REPLIES, DEAD, null), home,
                TokenCheck.NOBODY);
        provider.always(wire -> {
            String content = wire.request().json().at("/messages/0/content").textValue();
            if (content.startsWith("message")) {
                held.await();
            }
            wire.json(200, OpenAiSamples.answer("re: " + content));
        });
    }

    @AfterEach
    void stop() {
        held.countDown();
        client.close();
        artemis.close();
        provider.close();
    }

    private ProcessStage gateway(boolean amqp) throws IOException {
        return ProcessStage.start(home,
                """
                        tiers: {pro: {requests-per-minute: 1000000}}
                        providers: {one: %s}
                        models: {fast: {providers: [{provider: one, model: m1}]}}
                        jobs: {concurrent: %d}
                        ingest: {broker: "%s", user: %s, password: "%s", queue: %s, replies: %s, dead-letters: %s}
                        """.formatted(GatewayHarness.openAi(provider, "timeouts: {first-byte: 5m}"), CONCURRENT,
                        amqp ? artemis.amqp() : artemis.core(),
                        ExternalArtemis.USER, ExternalArtemis.PASSWORD, REQUESTS, REPLIES, DEAD));
    }

    /** Each again and again under the same name until the broker has acknowledged it, as a careful application does. */
    private @Nullable Void sendAll(String token) throws InterruptedException {
        for (int i = 0; i < MESSAGES; i++) {
            if (i == BEFORE) {
                beingKilled.await();
            }
            Outgoing message = new Outgoing("message " + i, REQUESTS, ProcessStage.chat("message " + i).getBytes(UTF_8),
                    Map.of(MessageProperties.TOKEN, token), null, "message " + i, Incoming.USUAL_PRIORITY);
            while (!isTaken(message)) {
                Thread.onSpinWait(); // it has waited for seconds already
            }
            acknowledged.incrementAndGet();
        }
        return null;
    }

    private boolean isTaken(Outgoing message) {
        try {
            client.send(List.of(message));
            return true;
        } catch (BrokerAwayException e) {
            return false;
        }
    }

    private static void chatWorks(ProcessStage gateway) {
        HttpResponse<String> chat = gateway.post(ProcessStage.chat("chat"));
        assertThat(chat.statusCode()).as(chat.body()).isEqualTo(200);
        assertThat(chat.body()).contains("re: chat");
    }

    private static JsonNode queue(ProcessStage gateway, String pointer, int value) {
        return await().atMost(PATIENCE).until(gateway::queue, queue -> queue.at(pointer).asInt(-1) == value);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("GIVEN messages in work WHEN the broker is killed and comes back later THEN HTTP goes on meanwhile, what is accepted is done, and each acknowledged message is answered once")
    void broker_awayAndBack(boolean amqp) throws IOException, InterruptedException, ExecutionException {
        try (ProcessStage gateway = gateway(amqp)) {
            FutureTask<Void> sender = new FutureTask<>(() -> sendAll(gateway.token()));
            Thread.ofVirtual().start(sender);
            await().atMost(PATIENCE)
                    .until(() -> provider.openCalls() == CONCURRENT && acknowledged.get() == BEFORE);

            beingKilled.countDown();
            artemis.kill();
            long killed = System.nanoTime();

            assertThat(sender).isNotDone();
            await().atMost(PATIENCE).untilAsserted(
                    () -> assertThat(gateway.queue().at("/broker/trouble").asText()).contains("is away"));
            assertThat(gateway.get("/health/ready")).isEqualTo(200);
            HttpResponse<String> refused = gateway.enqueue(ProcessStage.chat("nobody takes it"));
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).contains("5");
            assertThat(refused.body()).contains("It is not known whether the message is in the queue", "is away",
                    "It has no idempotency-key: see first");
            held.countDown();
            queue(gateway, "/jobs/accepted", 0);
            int done = queue(gateway, "/jobs/dispatched", 0).at("/jobs/answered").asInt();
            assertThat(done).isGreaterThanOrEqualTo(CONCURRENT);
            assertThat(gateway.queue().at("/deliveries/waiting").asInt()).isEqualTo(done);
            String job = gateway.submit(ProcessStage.chat("job"));
            await().atMost(PATIENCE).until(() -> gateway.job(job).path("status").asText().equals("succeeded"));
            await().atMost(AWAY.plus(PATIENCE)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        chatWorks(gateway);
                        assertThat(gateway.queue().at("/broker/trouble").asText()).contains("is away");
                        return System.nanoTime() - killed >= AWAY.toNanos();
                    });

            artemis.restart();

            sender.get();
            assertThat(acknowledged).hasValue(MESSAGES);
            queue(gateway, "/jobs/answered", MESSAGES + 1);
            queue(gateway, "/deliveries/waiting", 0);
            // The last of its connections may come back later than the work is done.
            await().atMost(PATIENCE).until(() -> gateway.queue().at("/broker/trouble").isNull());
            assertThat(client.peek(REPLIES, 2 * MESSAGES).messages()).allSatisfy(
                    reply -> assertThat(new String(reply.body(), UTF_8)).contains("re: " + reply.correlationId()))
                    .extracting(Incoming::correlationId)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, MESSAGES).mapToObj(i -> "message " + i).toList());
            assertThat(provider.received().stream()
                    .map(call -> call.json().at("/messages/0/content").textValue())
                    .filter(content -> content.startsWith("message"))).doesNotHaveDuplicates().hasSize(MESSAGES);
            assertThat(client.peek(REQUESTS, 1).messages()).isEmpty();
            assertThat(client.peek(DEAD, 1).messages()).isEmpty();
            assertThat(gateway.queue().at("/deliveries/failed").asInt()).isZero();
            chatWorks(gateway);
        }
    }
}
