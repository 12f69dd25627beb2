package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.Folders;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.GatewayProcess;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Received;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code kill -9}, again and again, while jobs come in and are done. */
@Timeout(600)
class KillDuringJobsTest {

    private static final int JOBS = Integer.getInteger("jobs", 1_000);
    /** One for so many jobs. */
    private static final int JOBS_A_KILL = 50;
    private static final int SUBMITTERS = 4;
    private static final AuthConfig AUTH = new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10));

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final FakeProvider fake = FakeProvider.start();
    private final Random random = new Random(4);
    private final Semaphore kill = new Semaphore(0);
    private final Set<Integer> killAtCalls = new HashSet<>();
    private final Set<Integer> killAtSubmissions = new HashSet<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger submissions = new AtomicInteger();
    private final Map<Integer, String> ids = new ConcurrentHashMap<>();
    private final Folders folders;
    private String token = "";
    private volatile URI url = URI.create("http://127.0.0.1:1");

    KillDuringJobsTest(@TempDir Path home) throws IOException {
        folders = new Folders(home.resolve("config"), home.resolve("routes"), home.resolve("data"));
        Files.createDirectories(folders.config());
        GatewayHarness.copy(GatewayHarness.SHIPPED_ROUTES, folders.routes());
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        fake.close();
    }

    /** Spread over the first four fifths, so that all of them come. */
    private List<Integer> moments(int jobs, int count) {
        return random.ints(1, jobs * 4 / 5).distinct().limit(count).boxed().toList();
    }

    @ParameterizedTest
    @CsvSource({"park,1", "retry,10"})
    @DisplayName("GIVEN jobs that come in and are done WHEN the gateway is killed over and over THEN none is lost, none is answered twice, and what is unknown is known to be")
    void kill_whileJobsAreDone(String onUnknown, int part) throws Exception {
        int jobs = JOBS / part;
        int kills = jobs / JOBS_A_KILL;
        killAtCalls.addAll(moments(jobs, kills / 2));
        killAtSubmissions.addAll(moments(jobs, kills - kills / 2));
        Files.writeString(folders.config().resolve("gateway.yaml"), """
                listen: {http: "127.0.0.1:0", admin: "127.0.0.1:0"}
                tiers: {pro: {requests-per-minute: 1000000}}
                providers: {one: %s}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                jobs: {on-unknown: %s, concurrent: 16}
                """.formatted(GatewayHarness.openAi(fake), onUnknown));
        fake.always(wire -> {
            int call = calls.incrementAndGet();
            boolean killed = happens(killAtCalls, call);
            if (killed && call % 2 == 0) {
                kill.release(); // before the effect is known
            }
            LockSupport.parkNanos(random.nextInt(10_000_000));
            wire.json(200, OpenAiSamples.answer(content(wire.request())));
            if (killed && call % 2 != 0) {
                kill.release(); // between the effect and its being written down
            }
        });
        GatewayProcess process = GatewayProcess.start(folders);
        token = new TokenIssuer(AUTH, SigningKeys.open(folders.data()), InstantSource.system()).issue("tester", "pro",
                List.of(), Duration.ofHours(1));
        url = process.url();
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS; i++) {
            int first = i;
            submitters.add(Thread.ofVirtual().start(() -> submitFrom(first, jobs)));
        }
        for (int i = 0; i < kills; i++) {
            kill.acquire();
            process.kill();
            process = GatewayProcess.start(folders);
            url = process.url();
        }
        for (Thread submitter : submitters) {
            submitter.join();
        }
        assertThat(ids).hasSize(jobs);
        int answered = 0;
        for (Map.Entry<Integer, String> one : ids.entrySet()) {
            JsonNode job = ended(one.getValue());
            if (job.path("status").textValue().equals("succeeded")) {
                assertThat(job.at("/response/body/choices/0/message/content").textValue())
                        .isEqualTo("job " + one.getKey());
                answered++;
            } else {
                assertThat(job.path("status").textValue()).as(job.toString()).isEqualTo("unknown");
            }
        }
        process.kill();
        Map<String, Long> callsOfEach = fake.received().stream()
                .collect(Collectors.groupingBy(KillDuringJobsTest::content, Collectors.counting()));
        try (Store store = new Store(StoreConfig.DEFAULT, folders.data())) {
            int rows = number(store, "select count(*) from job");
            int unknowns = number(store, "select coalesce(sum(unknowns), 0) from job");
            int parked = number(store, "select count(*) from job where state = 'unknown'");
            assertThat(rows).isEqualTo(jobs);
            assertThat(answered + parked).isEqualTo(jobs);
            if (onUnknown.equals("park")) {
                assertThat(parked).isEqualTo(unknowns);
                assertThat(callsOfEach.values()).allMatch(calledTimes -> calledTimes == 1);
            } else {
                assertThat(parked).isZero();
                assertThat(fake.received().size()).isLessThanOrEqualTo(jobs + unknowns);
            }
        }
    }

    private static int number(Store store, String sql) {
        return store.read(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }

    private static boolean happens(Set<Integer> moments, int now) {
        synchronized (moments) {
            return moments.remove(now);
        }
    }

    private static String content(Received request) {
        return request.json().at("/messages/0/content").textValue();
    }

    private void submitFrom(int first, int jobs) {
        for (int i = first; i < jobs; i += SUBMITTERS) {
            ids.put(i, submit(i));
        }
    }

    /** Again and again, until it is accepted. */
    private String submit(int number) {
        String body = "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"job " + number + "\"}]}";
        while (true) {
            if (happens(killAtSubmissions, submissions.incrementAndGet())) {
                kill.release();
            }
            try {
                HttpResponse<String> answer = client.send(HttpRequest.newBuilder(url.resolve("/v1/chat/completions"))
                        .timeout(Duration.ofSeconds(10)).header("authorization", "Bearer " + token)
                        .header("content-type", "application/json").header("prefer", "respond-async")
                        .header("idempotency-key", "job " + number).POST(BodyPublishers.ofString(body)).build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() == 202) {
                    return Json.read(answer.body().getBytes(StandardCharsets.UTF_8)).path("id").textValue();
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

    private JsonNode ended(String id) {
        return await().atMost(Duration.ofMinutes(2)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    HttpResponse<String> answer = client.send(HttpRequest.newBuilder(url.resolve("/v1/jobs/" + id))
                            .header("authorization", "Bearer " + token).build(), BodyHandlers.ofString());
                    assertThat(answer.statusCode()).as(id + ": " + answer.body()).isEqualTo(200);
                    return GatewayHarness.json(answer);
                }, job -> !job.path("ended_at").isNull());
    }
}
