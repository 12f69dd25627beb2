package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Received;
import com.ainative.gateway.fake.Wire;
import com.ainative.gateway.route.ReplyCollector.Reply;
import com.ainative.gateway.store.Store;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code kill -9}, again and again, while jobs come in and are done: those of even numbers by HTTP, the others as messages
 * to the broker that dies with the gateway. It is killed at calls of the provider, before or after their effect, at
 * submissions, and when replies arrive, before the gateway has noted that.
 */
@Timeout(600)
class KillDuringJobsTest {

    private static final int JOBS = Integer.getInteger("jobs", 1_000);
    /** One for so many jobs. */
    private static final int JOBS_A_KILL = 50;
    private static final int SUBMITTERS = 4;
    /** Messages that are sent once more at the end, when they were answered, many of them by processes that are gone. */
    private static final int REPEATED = 20;
    private static final String REPLIES = "chat.replies";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final FakeProvider fake = FakeProvider.start();
    private final Random random = new Random(4);
    private final Semaphore kill = new Semaphore(0);
    private final Map<Integer, String> ids = new ConcurrentHashMap<>();
    /** Correlation ids of all messages that were sent, by numbers of jobs. */
    private final Map<Integer, List<String>> sent = new ConcurrentSkipListMap<>();
    /** Those of messages that the broker has acknowledged. */
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    @TempDir
    private Path home;
    private volatile URI url = URI.create("http://127.0.0.1:1");
    private volatile String broker = "127.0.0.1:1";

    @AfterEach
    void stop() {
        client.shutdownNow();
        fake.close();
    }

    @ParameterizedTest
    @CsvSource({"park,1", "retry,10"})
    @DisplayName("GIVEN jobs that come in and are done WHEN the gateway is killed over and over THEN none is lost, none is answered twice, and what is unknown is known to be")
    void kill_whileJobsAreDone(String onUnknown, int part) throws Exception {
        int jobs = JOBS / part;
        int kills = jobs / JOBS_A_KILL;
        KillMoments calls = new KillMoments(random, jobs, kills / 2);
        KillMoments arrivals = new KillMoments(random, jobs / 2, kills / 4);
        KillMoments submissions = new KillMoments(random, jobs, kills - kills / 2 - kills / 4);
        fake.always(wire -> answer(wire, calls.comes()));
        try (ProcessStage gateway = ProcessStage.start(home, """
                tiers: {pro: {requests-per-minute: 1000000}}
                providers: {one: %s}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                jobs: {on-unknown: %s, concurrent: 16}
                ingest: {broker: embedded, listen: "127.0.0.1:0"}
                """.formatted(GatewayHarness.openAi(fake), onUnknown));
                ReplyCollector replies = new ReplyCollector(() -> broker, gateway.token("operator"), REPLIES,
                        () -> killIf(arrivals.comes()))) {
            arrived(gateway);
            Runnable submission = () -> killIf(submissions.comes());
            List<Thread> submitters = new ArrayList<>();
            String token = gateway.token();
            for (int i = 0; i < SUBMITTERS; i++) {
                int first = i;
                submitters.add(Thread.ofPlatform().start(() -> submitFrom(first, jobs, token, submission)));
            }
            for (int i = 0; i < kills; i++) {
                kill.acquire();
                gateway.kill();
                gateway.restart();
                arrived(gateway);
            }
            for (Thread submitter : submitters) {
                submitter.join();
            }
            repeat(replies, token);
            assertThat(ids.size() + sent.size()).isEqualTo(jobs);
            int answered = answeredByHttp(gateway, onUnknown);
            nothingIsUnderWay(gateway);
            answered += answeredByQueue(replies.end(), onUnknown);
            gateway.kill();
            nothingIsLost(gateway, onUnknown, jobs, answered);
        }
    }

    private void arrived(ProcessStage gateway) {
        url = gateway.process().url();
        broker = gateway.queue().at("/broker/listening").textValue();
    }

    private void killIf(boolean moment) {
        if (moment) {
            kill.release();
        }
    }

    private void answer(Wire wire, boolean killed) throws IOException {
        boolean before = random.nextBoolean();
        killIf(killed && before); // before the effect is known
        LockSupport.parkNanos(random.nextInt(10_000_000));
        wire.json(200, OpenAiSamples.answer(content(wire.request())));
        killIf(killed && !before); // between the effect and its being written down
    }

    private static String content(Received request) {
        return request.json().at("/messages/0/content").textValue();
    }

    private void submitFrom(int first, int jobs, String token, Runnable submission) {
        try (MessageSubmitter messages = new MessageSubmitter(() -> broker, token, REPLIES)) {
            for (int i = first; i < jobs; i += SUBMITTERS) {
                if (i % 2 == 0) {
                    ids.put(i, submit(i, token, submission));
                } else {
                    sent.put(i, send(messages, i, "job " + i, submission));
                }
            }
        }
    }

    private List<String> send(MessageSubmitter messages, int number, String correlation, Runnable submission) {
        List<String> attempts = messages.submit(ProcessStage.chat("job " + number), "job " + number, correlation,
                submission);
        acknowledged.add(attempts.getLast());
        return attempts;
    }

    /** Again and again, until it is accepted. */
    private String submit(int number, String token, Runnable submission) {
        while (true) {
            submission.run();
            try {
                HttpResponse<String> answer = client.send(HttpRequest.newBuilder(url.resolve("/v1/chat/completions"))
                        .timeout(Duration.ofSeconds(10)).header("authorization", "Bearer " + token)
                        .header("content-type", "application/json").header("prefer", "respond-async")
                        .header("idempotency-key", "job " + number)
                        .POST(BodyPublishers.ofString(ProcessStage.chat("job " + number))).build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() == 202) {
                    return GatewayHarness.json(answer).path("id").textValue();
                }
                if (answer.statusCode() != 503) {
                    throw new IllegalStateException(answer.body());
                }
            } catch (IOException e) {
                // It has been killed; it comes back.
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** When all that was acknowledged has been answered, some of it comes once more. */
    private void repeat(ReplyCollector replies, String token) {
        allAnswered(replies);
        try (MessageSubmitter messages = new MessageSubmitter(() -> broker, token, REPLIES)) {
            int each = Math.max(1, sent.size() / REPEATED);
            sent.entrySet().stream().filter(one -> one.getKey() / 2 % each == 0).forEach(one -> one.getValue()
                    .addAll(send(messages, one.getKey(), "job " + one.getKey() + " again", () -> {
                    })));
        }
        allAnswered(replies);
    }

    private void allAnswered(ReplyCollector replies) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> replies.replies().stream()
                .map(Reply::correlation).collect(Collectors.toSet()).containsAll(acknowledged));
    }

    private int answeredByHttp(ProcessStage gateway, String onUnknown) {
        int answered = 0;
        for (Map.Entry<Integer, String> one : ids.entrySet()) {
            JsonNode job = await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20))
                    .until(() -> gateway.job(one.getValue()), found -> !found.path("ended_at").isNull());
            if (job.path("status").textValue().equals("unknown")) {
                assertThat(onUnknown).isEqualTo("park");
            } else {
                assertThat(job.at("/response/body/choices/0/message/content").textValue()).as(job.toString())
                        .isEqualTo("job " + one.getKey());
                answered++;
            }
        }
        return answered;
    }

    /** Whatever was sent and not acknowledged has been answered, too, if it had arrived; no more replies will come. */
    private static void nothingIsUnderWay(ProcessStage gateway) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            JsonNode queue = gateway.queue();
            assertThat(queue.at("/jobs/accepted").asInt() + queue.at("/jobs/dispatched").asInt()).isZero();
            assertThat(queue.at("/deliveries/waiting").asInt()).isZero();
            assertThat(queue.at("/broker/waiting/chat.requests").asInt(-1)).isZero();
        });
    }

    /** Each message that was acknowledged has one reply, and one that was not has one at most. */
    private int answeredByQueue(Collection<Reply> replies, String onUnknown) throws IOException {
        assertThat(replies).extracting(Reply::name).as("none was sent under two ids").doesNotHaveDuplicates();
        assertThat(replies).extracting(Reply::correlation).doesNotHaveDuplicates().containsAll(acknowledged);
        Map<String, Reply> all = replies.stream().collect(Collectors.toMap(Reply::correlation, reply -> reply));
        int answered = 0;
        for (Map.Entry<Integer, List<String>> one : sent.entrySet()) {
            Reply reply = Objects.requireNonNull(all.get(one.getValue().getLast()));
            JsonNode body = Json.read(reply.body().getBytes(StandardCharsets.UTF_8));
            if (reply.status().equals("200")) {
                assertThat(body.at("/choices/0/message/content").textValue()).isEqualTo("job " + one.getKey());
                answered++;
            } else {
                assertThat(onUnknown).isEqualTo("park");
                assertThat(body.at("/error/code").textValue()).isEqualTo("outcome_unknown");
            }
            for (String attempt : one.getValue()) {
                Reply other = all.remove(attempt);
                assertThat(other == null ? reply.body() : other.body()).isEqualTo(reply.body());
            }
        }
        assertThat(all).as("of nobody").isEmpty();
        return answered;
    }

    private void nothingIsLost(ProcessStage gateway, String onUnknown, int jobs, int answered) {
        try (Store store = new Store(StoreConfig.DEFAULT, gateway.folders().data())) {
            int unknowns = number(store, "select coalesce(sum(unknowns), 0) from job");
            int parked = number(store, "select count(*) from job where state = 'unknown'");
            assertThat(number(store, "select count(*) from job")).isEqualTo(jobs);
            assertThat(number(store, "select count(*) from delivery where state <> 'done'")).isZero();
            assertThat(answered + parked).isEqualTo(jobs);
            if (onUnknown.equals("park")) {
                assertThat(parked).isEqualTo(unknowns);
                assertThat(fake.received()).extracting(KillDuringJobsTest::content).doesNotHaveDuplicates();
            } else {
                assertThat(parked).isZero();
                assertThat(fake.received().size()).isLessThanOrEqualTo(jobs + unknowns);
            }
        }
    }

    private static int number(Store store, String sql) {
        return store.read(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }
}
