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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final FakeProvider SICK = FakeProvider.start().always(OpenAiSamples.fails(500, "down"));
    private static final FakeProvider WELL = FakeProvider.start().always(OpenAiSamples.says("call 555-1234 now"));
    private static final Map<String, Predicate<GatewayHarness>> PROMISES = new LinkedHashMap<>();

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
        PROMISES.put("acceptJob, writeJob, dispatchJob and keepAnswer: who does not wait finds the answer later",
                gateway -> {
                    JsonNode job = ended(gateway, submit(gateway, chat(), "pro"));
                    return job.path("status").asText().equals("succeeded") && job.path("tries").asInt() == 1;
                });
        PROMISES.put("keepFailure: a job that cannot be answered says why", gateway -> ended(gateway,
                submit(gateway, chat().replace("fast", "sick"), "pro")).at("/response/status_code").asInt() == 502);
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

    private static GatewayHarness start(Path routes) {
        return GatewayHarness.start("providers: {sick: " + GatewayHarness.openAi(SICK) + ", well: "
                + GatewayHarness.openAi(WELL) + "}\n" + """
                        jobs: {tries: 1}
                        tiers: {pro: {requests-per-minute: 1000}, tiny: {requests-per-minute: 1}}
                        models:
                          fast: {providers: [{provider: sick, model: a}, {provider: well, model: b}]}
                          raced: {strategy: race, providers: [{provider: sick, model: a}, {provider: well, model: b}]}
                          sick: {providers: [{provider: sick, model: a}]}
                        transform:
                          - redact: [{pattern: '\\d{3}-\\d{4}', longest: 8}]
                        """, routes);
    }

    private static List<String> broken(GatewayHarness gateway) {
        List<String> broken = new ArrayList<>();
        PROMISES.forEach((promise, holds) -> {
            if (!holds.test(gateway)) {
                broken.add(promise);
            }
        });
        return broken;
    }

    @Test
    @DisplayName("GIVEN the shipped routes WHEN nothing is removed THEN every promise holds")
    void routes_whole() {
        try (GatewayHarness gateway = start(GatewayHarness.SHIPPED_ROUTES)) {
            assertThat(broken(gateway)).isEmpty();
        }
    }

    @TestFactory
    @DisplayName("GIVEN the shipped routes WHEN one step is removed THEN the gateway does not start, or a promise breaks")
    Stream<DynamicTest> routes_withoutAStep() {
        // The route of messages is held by the tests of each broker.
        List<RouteSteps.Step> steps = RouteSteps.of(GatewayHarness.SHIPPED_ROUTES.toAbsolutePath()).stream()
                .filter(step -> !step.file().endsWith("ingest.camel.yaml")).toList();
        assertThat(steps).hasSizeGreaterThan(12);
        return steps.stream().map(step -> dynamicTest(step.toString(), () -> {
            Path routes = Files.createTempDirectory(folder, "routes");
            RouteSteps.writeWithout(step, routes);
            assertThat(consequences(routes)).as("removing this changes nothing").isNotEmpty();
        }));
    }

    private static List<String> consequences(Path routes) {
        GatewayHarness gateway;
        try {
            gateway = start(routes);
        } catch (ProblemsException e) {
            return List.of("does not start: " + e.getMessage());
        }
        try (gateway) {
            return broken(gateway);
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
        assertThat(consequences(routes)).singleElement().asString().startsWith("does not start").contains("admitt");
    }
}
