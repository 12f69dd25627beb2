package com.ainative.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.Brokers;
import com.ainative.gateway.broker.Incoming;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.TokenCheck;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.fake.ExternalArtemis;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Watcher;
import com.ainative.gateway.fake.Wire;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways, each a process, that share a broker and a PostgreSQL. Each has a provider of its own, which shows who did
 * what.
 */
@Timeout(300)
class TwoGatewaysTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MESSAGES = 300;
    private static final int CONCURRENT = 8;
    /** By the one that is killed. */
    private static final int DONE_BEFORE = 20;
    /** After which what belongs to a gateway goes to the others. */
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final String REQUESTS = "chat.requests";

    @TempDir
    static Path home;
    private static ExternalArtemis artemis;
    private static StoreConfig database;
    private static Store store;
    private static FakeProvider firstProvider;
    private static FakeProvider secondProvider;
    private static ProcessStage first;
    private static ProcessStage second;
    private static Broker client;

    /** Of this test alone. */
    private final String replies = "chat.replies." + UUID.randomUUID();

    @BeforeAll
    static void startAll() throws IOException {
        artemis = ExternalArtemis.start(home.resolve("artemis"));
        database = Stores.POSTGRESQL.fresh();
        store = new Store(database, home);
        firstProvider = FakeProvider.start();
        secondProvider = FakeProvider.start();
        first = ProcessStage.start(home.resolve("first"), config(firstProvider));
        Path keys = home.resolve("second").resolve("data").resolve("keys");
        Files.createDirectories(keys.getParent());
        Files.createDirectory(keys);
        Files.copy(first.folders().data().resolve("keys").resolve("signing-key.jwk"), keys.resolve("signing-key.jwk"),
                StandardCopyOption.COPY_ATTRIBUTES);
        second = ProcessStage.start(home.resolve("second"), config(secondProvider));
        client = Brokers.open(new IngestConfig(artemis.core(), ExternalArtemis.USER,
                new Secret(ExternalArtemis.PASSWORD), Map.of(), REQUESTS, "chat.replies", "chat.dead", null), home,
                TokenCheck.NOBODY);
    }

    @AfterAll
    static void stopAll() {
        Stream.<AutoCloseable>of(client, first, second, store, artemis, firstProvider, secondProvider)
                .forEach(one -> close(one));
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) { // that is what it may throw; the others are still to be closed
            throw new AssertionError(e);
        }
    }

    private static String config(FakeProvider provider) {
        return """
                tiers: {pro: {requests-per-minute: 1000000}}
                providers: {one: %s}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                jobs: {concurrent: %d, on-unknown: retry}
                store: {url: "%s", user: %s, password: "%s"}
                ingest: {broker: "%s", user: %s, password: "%s"}
                """.formatted(GatewayHarness.openAi(provider, "timeouts: {first-byte: 5m}"), CONCURRENT, database.url(),
                database.user(),
                Objects.requireNonNull(database.password()).reveal(), artemis.core(), ExternalArtemis.USER,
                ExternalArtemis.PASSWORD);
    }

    @AfterEach
    void allIsDone() {
        await().atMost(PATIENCE).until(() -> number("select count(*) from job where ended_at is null") == 0);
    }

    private static int number(String sql) {
        return store.read(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }

    private static String content(Wire wire) {
        return wire.request().json().at("/messages/0/content").textValue();
    }

    private static void answer(Wire wire) throws IOException {
        wire.json(200, OpenAiSamples.answer("re: " + content(wire)));
    }

    private void send(int from, int to) {
        String token = first.token();
        client.send(IntStream.range(from, to).mapToObj(i -> new Outgoing(replies + i, REQUESTS,
                ProcessStage.chat(replies + "/" + i).getBytes(UTF_8), Map.of(MessageProperties.TOKEN, token), replies,
                Integer.toString(i), Incoming.USUAL_PRIORITY)).toList());
    }

    /** Lets the gateway of that job have been silent for so long already, and the other not, which saves the wait. */
    private static void silent(String job, Duration time) {
        store.write(handle -> handle.execute("update gateway set since = since - ?", time.toMillis()));
        int aged = store.write(handle -> handle.execute("update gateway set seen = seen - ? where id ="
                + " (select owner from job where id = ?)", time.toMillis(), job));
        assertThat(aged).isEqualTo(1);
    }

    /** Each message has one reply, and it is the right one. */
    private void allAnsweredOnce() {
        await().atMost(PATIENCE).until(() -> client.peek(replies, 2 * MESSAGES).messages().size() >= MESSAGES);
        await().atMost(PATIENCE).until(() -> number("select count(*) from delivery where state = 'waiting'") == 0);
        assertThat(client.peek(replies, 2 * MESSAGES).messages())
                .allSatisfy(reply -> assertThat(new String(reply.body(), UTF_8))
                        .contains("re: " + replies + "/" + reply.correlationId() + "\""))
                .extracting(Incoming::correlationId).containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList());
    }

    private List<String> asked(FakeProvider... providers) {
        return Stream.of(providers).flatMap(provider -> provider.received().stream())
                .map(call -> call.json().at("/messages/0/content").textValue())
                .filter(content -> content.startsWith(replies)).toList();
    }

    @Test
    @DisplayName("GIVEN two gateways on one queue WHEN messages come THEN both do some, and each is done and answered once")
    void messages_shared() {
        CountDownLatch firstHasOne = new CountDownLatch(1);
        CountDownLatch secondHasOne = new CountDownLatch(1);
        firstProvider.always(wire -> {
            firstHasOne.countDown();
            secondHasOne.await();
            answer(wire);
        });
        secondProvider.always(wire -> {
            secondHasOne.countDown();
            firstHasOne.await();
            answer(wire);
        });

        for (int i = 0; i < MESSAGES; i += 10) {
            send(i, i + 10);
        }

        allAnsweredOnce();
        assertThat(asked(firstProvider)).isNotEmpty();
        assertThat(asked(secondProvider)).isNotEmpty();
        assertThat(asked(firstProvider, secondProvider)).doesNotHaveDuplicates().hasSize(MESSAGES);
    }

    @Test
    @DisplayName("GIVEN two gateways WHEN one is killed in the middle of its work THEN the other takes that over, and each message is answered once")
    void messages_oneKilled() {
        firstProvider.always(TwoGatewaysTest::answer);
        String own = first.submit(ProcessStage.chat("own"));
        await().atMost(PATIENCE).until(() -> first.job(own).path("status").asText().equals("succeeded"));
        int unknownsBefore = number("select coalesce(sum(unknowns), 0) from job");
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch killed = new CountDownLatch(1);
        firstProvider.always(wire -> {
            if (calls.incrementAndGet() <= DONE_BEFORE) {
                answer(wire);
            } else {
                wire.awaitHangUp();
            }
        });
        secondProvider.always(wire -> {
            killed.await();
            answer(wire);
        });
        for (int i = 0; i < MESSAGES; i += 10) {
            send(i, i + 10);
        }
        await().atMost(PATIENCE)
                .until(() -> firstProvider.openCalls() == CONCURRENT && calls.get() == DONE_BEFORE + CONCURRENT);
        List<String> withFirst = asked(firstProvider).subList(DONE_BEFORE, DONE_BEFORE + CONCURRENT);

        first.kill();
        killed.countDown();
        silent(own, SILENCE);

        allAnsweredOnce();
        assertThat(asked(secondProvider)).doesNotHaveDuplicates().hasSize(MESSAGES - DONE_BEFORE)
                .containsAll(withFirst);
        int unknowns = number("select coalesce(sum(unknowns), 0) from job") - unknownsBefore;
        assertThat(unknowns).isEqualTo(CONCURRENT);
        assertThat(asked(firstProvider, secondProvider)).hasSize(MESSAGES + unknowns);
        firstProvider.always(TwoGatewaysTest::answer);
        first.restart();
        String back = first.submit(ProcessStage.chat("back"));
        await().atMost(PATIENCE).until(() -> first.job(back).path("status").asText().equals("succeeded"));
    }

    @Test
    @DisplayName("GIVEN a streamed job of one gateway WHEN it is watched at the other THEN its parts come while it runs, and its end")
    void events_atTheOther() throws IOException, InterruptedException {
        CountDownLatch rest = new CountDownLatch(1);
        firstProvider.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("hel"));
            rest.await();
            wire.chunk(OpenAiSamples.piece("lo") + OpenAiSamples.finish() + OpenAiSamples.done());
            wire.endChunks();
        });
        String id = first.submit(ProcessStage.chat("watched", "\"stream\":true"));
        try (Watcher watcher = Watcher.of(second.events(id))) {
            assertThat(watcher.nextOf("chunk").json().at("/choices/0/delta/content").textValue()).isEqualTo("hel");
            assertThat(second.job(id).path("status").asText()).isEqualTo("running");
            rest.countDown();
            assertThat(watcher.nextOf("chunk").json().at("/choices/0/delta/content").textValue()).isEqualTo("lo");
            assertThat(watcher.nextOf("done").json().path("status").textValue()).isEqualTo("succeeded");
        }
    }

    @Test
    @DisplayName("GIVEN a job that runs in one gateway WHEN it is cancelled at the other THEN its provider is hung up on, and both say so")
    void cancel_atTheOther() {
        CountDownLatch hungUp = new CountDownLatch(1);
        firstProvider.always(wire -> {
            wire.awaitHangUp();
            hungUp.countDown();
        });
        String id = first.submit(ProcessStage.chat("cancelled"));
        await().atMost(PATIENCE).until(() -> firstProvider.openCalls() == 1);

        assertThat(second.cancel(id).statusCode()).isEqualTo(202);

        await().atMost(Duration.ofSeconds(40)).until(() -> hungUp.getCount() == 0);
        await().atMost(PATIENCE).until(() -> second.job(id).path("status").asText().equals("cancelled"));
        assertThat(first.job(id).path("status").asText()).isEqualTo("cancelled");
        assertThat(secondProvider.received())
                .noneMatch(call -> call.json().at("/messages/0/content").asText().equals("cancelled"));
    }
}
