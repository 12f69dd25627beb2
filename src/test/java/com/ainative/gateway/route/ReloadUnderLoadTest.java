package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.Answer;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Many reloads in a row while applications ask and stream; the long form of it is a benchmark. */
@Timeout(180)
@Isolated("measures the memory of the JVM")
class ReloadUnderLoadTest {

    private static final int CLIENTS = 2;
    private static final int WARM = 6;
    private static final int RELOADS = 30;
    /** Far less than so many generations that stayed would take. */
    private static final long HEAP_SLACK = 12L * 1024 * 1024;

    /** The JVM makes some by itself for what has become hot; thirty sets of any would be far more. */
    private static final int CLASS_SLACK = 150;

    /** Two files and the configuration each say which set they are from. */
    private static final String FIRST = """
            - route:
                id: first
                from:
                  uri: platform-http:/v1/mark
                  parameters: { httpMethodRestrict: GET }
                  steps:
                    - setVariable: { name: first, constant: "gen-SET" }
                    - to: direct:second
            """;
    private static final String SECOND = """
            - route:
                id: second
                from:
                  uri: direct:second
                  steps:
                    - setBody: { simple: "${variable.first} gen-SET" }
            """;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Set<String>> marks = new ConcurrentHashMap<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger plain = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicInteger crossed = new AtomicInteger();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean over;

    private FakeProvider provider;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        provider = FakeProvider.start().always(this::reply);
        gateway = GatewayHarness.start("tiers: {pro: {requests-per-minute: 1000000}}\nproviders: {one: "
                + GatewayHarness.openAi(provider)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\ntransform: [{rename-model: gen-0}]\n");
        write(0);
    }

    @AfterEach
    void stop() {
        over = true;
        clients.shutdownNow();
        gateway.close();
        provider.close();
    }

    /** A stream goes on until another generation serves. */
    private void reply(Wire wire) throws IOException, InterruptedException {
        if (!wire.request().body().contains("\"stream\":true")) {
            OpenAiSamples.says(Answer.text("hello")).write(wire);
            return;
        }
        wire.streamHead();
        wire.chunk(OpenAiSamples.piece("first"));
        int now = done.get();
        await().pollInterval(5, TimeUnit.MILLISECONDS).atMost(60, TimeUnit.SECONDS)
                .until(() -> over || done.get() > now);
        if (done.get() > now) {
            crossed.incrementAndGet();
        }
        wire.chunk(OpenAiSamples.piece("second") + OpenAiSamples.finish() + OpenAiSamples.done());
        wire.endChunks();
    }

    private void write(int set) {
        gateway.writeRoute("first.camel.yaml", FIRST.replace("SET", "" + set));
        gateway.writeRoute("second.camel.yaml", SECOND.replace("SET", "" + set));
        gateway.changeConfig("rename-model: gen-" + Math.max(0, set - 1) + "}", "rename-model: gen-" + set + "}");
    }

    private void reload(int set) {
        write(set);
        JsonNode result = gateway.reload();
        assertThat(result.path("changed").asBoolean()).isTrue();
        done.incrementAndGet();
    }

    private interface Asking {
        void once() throws IOException;
    }

    private void ask(Asking asking) {
        clients.execute(() -> {
            while (!over) {
                try {
                    asking.once();
                } catch (IOException | RuntimeException | AssertionError e) { // whatever it is, it must not happen
                    if (!over) {
                        failures.add(e.toString());
                    }
                }
            }
        });
    }

    private void note(HttpResponse<?> answer, String... said) {
        assertThat(answer.statusCode()).isEqualTo(200);
        String generation = answer.headers().firstValue("x-gateway-generation").orElseThrow();
        marks.computeIfAbsent(generation, first -> ConcurrentHashMap.newKeySet()).addAll(List.of(said));
    }

    private void askPlain() {
        HttpResponse<String> answer = gateway.post(chat());
        note(answer, json(answer).path("model").asText());
        plain.incrementAndGet();
    }

    private void askMark() {
        HttpResponse<String> answer = gateway.get("/v1/mark");
        note(answer, answer.body().split(" "));
    }

    private void askStream() throws IOException {
        HttpResponse<InputStream> answer = gateway.open(chat("\"stream\":true"));
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
                Stream<String> lines = reader.lines()) {
            List<String> all = lines.toList();
            assertThat(all).contains("data: [DONE]").noneMatch(line -> line.contains("error"));
            note(answer);
        }
        streams.incrementAndGet();
    }

    /** What a process holds. */
    private record Held(long heap, int classes, int threads, long files) {

        static Held now() {
            System.gc();
            return new Held(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                            .getOpenFileDescriptorCount());
        }
    }

    /** Without what the fake provider remembers. */
    private Held held() {
        provider.received().clear();
        return Held.now();
    }

    @Test
    @DisplayName("GIVEN applications that ask and stream without pause WHEN reloaded again and again THEN none notices, each answer is of one set, and nothing is left behind")
    void reload_underLoad() {
        reload(1);
        for (int i = 0; i < CLIENTS; i++) {
            ask(this::askPlain);
            ask(this::askMark);
            ask(this::askStream);
        }
        for (int set = 2; set <= WARM; set++) {
            reload(set);
        }
        flat(held()); // brings up the classes that are needed for looking
        Held before = held();
        for (int set = WARM + 1; set <= WARM + RELOADS; set++) {
            reload(set);
        }
        int asked = plain.get();
        await().untilAsserted(() -> assertThat(plain.get()).isGreaterThan(asked));

        over = true;

        assertThat(failures).isEmpty();
        assertThat(streams.get()).isGreaterThan(CLIENTS);
        assertThat(crossed.get()).isGreaterThan(CLIENTS);
        assertThat(marks).hasSizeGreaterThan(RELOADS / 2)
                .allSatisfy((generation, sets) -> assertThat(sets).hasSizeLessThanOrEqualTo(1));
        flat(before);
    }

    private void flat(Held before) {
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
            Held now = held();
            assertThat(now.heap()).isLessThan(before.heap() + HEAP_SLACK);
            assertThat(now.classes()).isLessThan(before.classes() + CLASS_SLACK);
            assertThat(now.threads()).isLessThan(before.threads() + RELOADS / 2);
            assertThat(now.files()).isLessThan(before.files() + RELOADS / 2);
        });
    }
}
