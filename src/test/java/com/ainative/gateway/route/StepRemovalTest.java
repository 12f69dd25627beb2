package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.config.ProblemsException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** No step of the shipped routes is there for nothing: without it, the gateway does not start or a promise breaks. */
class StepRemovalTest {

    private static final String BROKER = "ingest: {broker: embedded, listen: \"127.0.0.1:0\"}\n";
    private static final FakeProvider SICK = FakeProvider.start().always(OpenAiSamples.fails(500, "down"));
    private static final FakeProvider WELL = FakeProvider.start().always(OpenAiSamples.says("call 555-1234 now"));
    private static final Map<String, Predicate<GatewayHarness>> PROMISES = new LinkedHashMap<>();
    /** To those who ask by messages, which takes a broker. */
    private static final Map<String, BiPredicate<GatewayHarness, QueueClient>> TO_SENDERS = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void promises() {
        PROMISES.put("authenticate: no token, no answer", gateway -> gateway.send(HttpRequest
                .newBuilder(gateway.url().resolve("/v1/chat/completions")).header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(chat())).build()).statusCode() == 401);
        PROMISES.put("readChatRequest: what is no chat request is refused",
                gateway -> gateway.post("{\"model\":\"fast\"}").statusCode() == 400);
        PROMISES.put("admit: a tier's limit holds", gateway -> {
            HttpRequest request = gateway.request("/v1/chat/completions")
                    .setHeader("authorization", "Bearer " + gateway.token("one-a-minute", "tiny"))
                    .POST(HttpRequest.BodyPublishers.ofString(chat())).build();
            gateway.send(request);
            HttpResponse<String> second = gateway.send(request);
            return second.statusCode() == 429 && second.headers().firstValue("retry-after").isPresent();
        });
        PROMISES.put("planProviders: an unknown model is named",
                gateway -> gateway.post(chat().replace("fast", "slow")).body().contains("model_not_found"));
        PROMISES.put("in order: the second answers for a sick first, as one whole answer", gateway -> {
            HttpResponse<String> answer = gateway.post(chat());
            return answer.statusCode() == 200 && answer.body().contains("chat.completion")
                    && answer.headers().firstValue("x-gateway-provider").orElse("").equals("well")
                    && answer.headers().firstValue("content-type").orElse("").equals("application/json");
        });
        PROMISES.put("race: one of them answers", gateway -> {
            HttpResponse<String> answer = gateway.post(chat().replace("fast", "raced"));
            return answer.statusCode() == 200 && answer.headers().firstValue("x-gateway-provider").isPresent();
        });
        PROMISES.put("settleOutcome and answerError: when none is left, the failure says so",
                gateway -> gateway.post(chat().replace("fast", "sick")).body().contains("\"upstream_error\""));
        PROMISES.put("transformAnswer: what may not be seen is not seen",
                gateway -> !gateway.post(chat()).body().contains("555-1234"));
        PROMISES.put("acceptJob, writeJob and keepAnswer: who does not wait finds the answer later",
                gateway -> {
                    JsonNode job = ended(gateway, submit(gateway, chat(), "pro"));
                    return job.path("status").asText().equals("succeeded") && job.path("tries").asInt() == 1;
                });
        PROMISES.put("keepFailure: a job that cannot be answered says why; dispatchJob: each try is on disk",
                gateway -> {
                    JsonNode job = ended(gateway, submit(gateway, chat().replace("fast", "sick"), "pro"));
                    return job.at("/response/status_code").asInt() == 502 && job.path("tries").asInt() == 2;
                });
        PROMISES.put("admit: a tier's limit holds for jobs, too", gateway -> {
            submit(gateway, chat(), "tiny");
            String second = submit(gateway, chat(), "tiny");
            for (int i = 0; i < 3; i++) {
                ended(gateway, submit(gateway, chat(), "pro"));
            }
            return !job(gateway, second, "tiny").path("status").asText().equals("succeeded");
        });
        PROMISES.put("writeAnswer: a stream is a stream",
                gateway -> gateway.post(chat("\"stream\":true")).body().endsWith("data: [DONE]\n\n"));
        PROMISES.put("answer-or-wait: who would rather wait is answered, and finds a job where a limit is in the way",
                gateway -> {
                    HttpResponse<String> answered = askOrWait(gateway);
                    HttpResponse<String> waits = askOrWait(gateway);
                    return answered.statusCode() == 200 && answered.body().contains("chat.completion")
                            && waits.statusCode() == 202
                            && job(gateway, GatewayHarness.json(waits).path("id").asText(), "patient").path("status")
                                    .asText().equals("queued");
                });
        TO_SENDERS.put("authenticate and refuseMessage: a message without a good token is told so", (gateway,
                client) -> client.ask("nobody", chat()).at("/error/code").asText().equals("invalid_api_key"));
        TO_SENDERS.put("readChatRequest: a message that is no chat request is told so", (gateway, client) -> client
                .ask(gateway.token(), "{\"model\":\"fast\"}").at("/error/param").asText().equals("messages"));
        TO_SENDERS.put("acceptJob: a message is answered",
                (gateway, client) -> client.ask(gateway.token(), chat()).has("choices"));
    }

    private static HttpResponse<String> askOrWait(GatewayHarness gateway) {
        return gateway.send(gateway.request("/v1/chat/completions").header("x-gateway-on-limit", "queue")
                .setHeader("authorization", "Bearer " + gateway.token("patient", "patient"))
                .POST(HttpRequest.BodyPublishers.ofString(chat())).build());
    }

    /** @return the job's id; empty where there is none */
    private static String submit(GatewayHarness gateway, String body, String tier) {
        HttpResponse<String> answer = gateway
                .send(gateway.request("/v1/chat/completions").header("prefer", "respond-async")
                        .setHeader("authorization", "Bearer " + gateway.token(tier, tier))
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build());
        return answer.statusCode() == 202 ? GatewayHarness.json(answer).path("id").asText() : "";
    }

    private static JsonNode job(GatewayHarness gateway, String id, String tier) {
        return id.isEmpty()
                ? MissingNode.getInstance()
                : GatewayHarness.json(gateway.send(gateway.request("/v1/jobs/" + id)
                        .setHeader("authorization", "Bearer " + gateway.token(tier, tier)).build()));
    }

    private static JsonNode ended(GatewayHarness gateway, String id) {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(() -> job(gateway, id, "pro"),
                job -> job.isMissingNode() || !job.path("ended_at").isNull());
    }

    @AfterAll
    static void stop() {
        SICK.close();
        WELL.close();
    }

    private static GatewayHarness start(Path routes, String more) {
        return GatewayHarness.start("providers: {sick: " + GatewayHarness.openAi(SICK) + ", well: "
                + GatewayHarness.openAi(WELL) + "}\n" + """
                        jobs: {tries: 2, backoff: 10ms}
                        tiers: {pro: {requests-per-minute: 1000}, tiny: {requests-per-minute: 1},
                          patient: {requests-per-minute: 1}}
                        models:
                          fast: {providers: [{provider: sick, model: a}, {provider: well, model: b}]}
                          raced: {strategy: race, providers: [{provider: sick, model: a}, {provider: well, model: b}]}
                          sick: {providers: [{provider: sick, model: a}]}
                        transform:
                          - redact: [{pattern: '\\d{3}-\\d{4}', longest: 8}]
                        """ + more, routes);
    }

    private static List<String> broken(GatewayHarness gateway) {
        return PROMISES.entrySet().stream().filter(promise -> !promise.getValue().test(gateway)).map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> brokenToSenders(GatewayHarness gateway) {
        try (QueueClient client = new QueueClient(gateway)) {
            return TO_SENDERS.entrySet().stream().filter(promise -> !promise.getValue().test(gateway, client))
                    .map(Map.Entry::getKey).toList();
        }
    }

    @Test
    @DisplayName("GIVEN the shipped routes WHEN nothing is removed THEN every promise holds")
    void routes_whole() {
        assertThat(consequences(GatewayHarness.SHIPPED_ROUTES, "", StepRemovalTest::broken)).isEmpty();
        assertThat(consequences(GatewayHarness.SHIPPED_ROUTES, BROKER, StepRemovalTest::brokenToSenders)).isEmpty();
    }

    @TestFactory
    @DisplayName("GIVEN the shipped routes WHEN one step is removed THEN the gateway does not start, or a promise breaks")
    Stream<DynamicTest> routes_withoutAStep() {
        List<RouteSteps.Step> steps = RouteSteps.of(GatewayHarness.SHIPPED_ROUTES.toAbsolutePath());
        assertThat(steps).hasSizeGreaterThan(30).anyMatch(StepRemovalTest::isOfMessages);
        return steps.stream().map(step -> dynamicTest(step.toString(), () -> {
            Path routes = Files.createTempDirectory(folder, "routes");
            RouteSteps.writeWithout(step, routes);
            assertThat(isOfMessages(step)
                    ? consequences(routes, BROKER, StepRemovalTest::brokenToSenders)
                    : consequences(routes, "", StepRemovalTest::broken)).as("removing this changes nothing")
                    .isNotEmpty();
        }));
    }

    private static boolean isOfMessages(RouteSteps.Step step) {
        return step.file().endsWith("ingest.camel.yaml");
    }

    private static List<String> consequences(Path routes, String more,
            Function<GatewayHarness, List<String>> brokenPromises) {
        GatewayHarness gateway;
        try {
            gateway = start(routes, more);
        } catch (ProblemsException e) {
            return List.of("does not start: " + e.getMessage());
        }
        try (gateway) {
            return brokenPromises.apply(gateway);
        }
    }

    @Test
    @DisplayName("GIVEN a route that names a bean nobody made WHEN started THEN it fails at once and names the bean")
    void routes_missingBean() throws Exception {
        Path routes = Files.createTempDirectory(folder, "routes");
        for (Path file : RouteSteps.files(GatewayHarness.SHIPPED_ROUTES)) {
            Files.writeString(routes.resolve(file.getFileName()),
                    Files.readString(file).replace("ref: admit }", "ref: admitt }"));
        }
        assertThat(consequences(routes, "", StepRemovalTest::broken)).singleElement().asString()
                .startsWith("does not start").contains("admitt");
    }
}
