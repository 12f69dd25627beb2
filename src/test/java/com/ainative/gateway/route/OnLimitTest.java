package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code x-gateway-on-limit: queue}: a job instead of a 429. */
@Timeout(60)
class OnLimitTest {

    private static final String TIER = "tiers: {pro: {requests-per-minute: 1}}\n";

    private final FakeProvider fake = FakeProvider.start().always(OpenAiSamples.says("hello"));

    @AfterEach
    void stop() {
        fake.close();
    }

    private GatewayHarness gateway(String more) {
        return GatewayHarness.start("providers: {one: " + GatewayHarness.openAi(fake) + "}\n"
                + "models: {fast: {providers: [{provider: one, model: m1}]}}\n" + more);
    }

    private static HttpResponse<String> ask(GatewayHarness gateway, String onLimit, String... more) {
        return send(gateway, GatewayHarness.chat(more), "x-gateway-on-limit", onLimit);
    }

    private static HttpResponse<String> send(GatewayHarness gateway, String body, String... headers) {
        return gateway.send(gateway.request("/v1/chat/completions").headers(headers)
                .POST(BodyPublishers.ofString(body)).build());
    }

    private static String id(HttpResponse<String> waits) {
        assertThat(waits.statusCode()).as(waits.body()).isEqualTo(202);
        return GatewayHarness.json(waits).path("id").textValue();
    }

    @Test
    @DisplayName("GIVEN a caller at its limit WHEN it would rather wait THEN it gets 202 with a job, and no 429")
    void queue_callersLimit() {
        try (GatewayHarness gateway = gateway(TIER)) {
            HttpResponse<String> answered = ask(gateway, "queue");
            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.body()).contains("hello");
            HttpResponse<String> waits = ask(gateway, "queue");
            String id = id(waits);
            assertThat(waits.headers().firstValue("preference-applied")).isEmpty();
            assertThat(waits.headers().firstValue("retry-after")).isEmpty();
            assertThat(waits.headers().firstValue("location")).hasValue("/v1/jobs/" + id);
            assertThat(GatewayHarness.json(gateway.get("/v1/jobs/" + id)).path("status").textValue())
                    .isEqualTo("queued");
            assertThat(fake.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "race"})
    @DisplayName("GIVEN providers at their limit WHEN a caller would rather wait THEN the job is answered when they are not")
    void queue_providersLimit(String strategy) {
        fake.then(OpenAiSamples.fails(429, "slow down", "retry-after: 1"));
        try (GatewayHarness gateway = GatewayHarness.start("providers: {one: " + GatewayHarness.openAi(fake) + "}\n"
                + "models: {fast: {strategy: " + strategy + ", providers: [{provider: one, model: m1}]}}\n")) {
            HttpResponse<String> waits = ask(gateway, "queue");
            String id = id(waits);
            assertThat(waits.headers().firstValue("x-should-retry")).isEmpty();
            assertThat(waits.headers().firstValue("retry-after")).isEmpty();
            JsonNode job = await().until(() -> GatewayHarness.json(gateway.get("/v1/jobs/" + id)),
                    seen -> !seen.path("ended_at").isNull());
            assertThat(job.path("status").textValue()).isEqualTo("succeeded");
        }
    }

    @Test
    @DisplayName("GIVEN a caller that would rather wait WHEN it asks for a stream THEN it gets the stream itself, or a job where it is at its limit")
    void queue_streamed() {
        try (GatewayHarness gateway = gateway(TIER)) {
            HttpResponse<String> streamed = ask(gateway, "queue", "\"stream\":true");
            assertThat(streamed.statusCode()).isEqualTo(200);
            assertThat(streamed.body()).contains("[DONE]");
            HttpResponse<String> waits = ask(gateway, "queue", "\"stream\":true");
            assertThat(waits.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(id(waits)).startsWith("job-");
        }
    }

    @Test
    @DisplayName("GIVEN a caller at its limit WHEN its request is wrong, or nobody's THEN it is refused, and is no job")
    void queue_wrongRequest() {
        try (GatewayHarness gateway = gateway(TIER)) {
            assertThat(ask(gateway, "queue").statusCode()).isEqualTo(200);

            HttpResponse<String> wrong = send(gateway, "{\"model\":\"fast\"}", "x-gateway-on-limit", "queue");
            HttpResponse<String> when = send(gateway, GatewayHarness.chat(), "x-gateway-on-limit", "queue",
                    "x-gateway-deadline", "tomorrow");
            HttpResponse<String> stranger = gateway.send(gateway.request("/v1/chat/completions")
                    .setHeader("authorization", "Bearer nobody").header("x-gateway-on-limit", "queue")
                    .POST(BodyPublishers.ofString(GatewayHarness.chat())).build());

            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(GatewayHarness.json(wrong).at("/error/param").textValue()).isEqualTo("messages");
            assertThat(when.statusCode()).isEqualTo(400);
            assertThat(GatewayHarness.json(when).at("/error/param").textValue()).isEqualTo("x-gateway-deadline");
            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(GatewayHarness.json(gateway.get("/v1/jobs")).path("data")).isEmpty();
        }
    }

    @Test
    @DisplayName("GIVEN a caller at its limit WHEN it repeats what waits with the same key THEN it is the same job")
    void queue_repeated() {
        try (GatewayHarness gateway = gateway(TIER)) {
            assertThat(ask(gateway, "queue").statusCode()).isEqualTo(200);
            String[] headers = {"x-gateway-on-limit", "queue", "idempotency-key", "once"};
            String id = id(send(gateway, GatewayHarness.chat(), headers));

            assertThat(id(send(gateway, GatewayHarness.chat(), headers))).isEqualTo(id);
            assertThat(send(gateway, GatewayHarness.chat("\"n\":2"), headers).statusCode()).isEqualTo(422);
            assertThat(id(ask(gateway, "queue"))).isNotEqualTo(id);
        }
    }

    @Test
    @DisplayName("GIVEN as many jobs as may wait WHEN a caller at its limit would rather wait THEN a 503 says to try again, and without that wish the 429 stays")
    void queue_backlogFull() {
        try (GatewayHarness gateway = gateway(TIER + "jobs: {backlog: 1}\n")) {
            // How many wait is looked up now and then: one too many may come in between.
            HttpResponse<String> full = await().until(() -> ask(gateway, "queue"),
                    answer -> answer.statusCode() != 200 && answer.statusCode() != 202);
            HttpResponse<String> refused = ask(gateway, "refuse");

            assertThat(full.statusCode()).as(full.body()).isEqualTo(503);
            assertThat(GatewayHarness.json(full).at("/error/code").textValue()).isEqualTo("overloaded");
            assertThat(GatewayHarness.json(full).at("/error/message").textValue()).startsWith("Too many jobs wait");
            assertThat(full.headers().firstValue("retry-after")).isPresent();
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            assertThat(gateway.post(GatewayHarness.chat()).statusCode()).isEqualTo(429);
        }
    }

    @Test
    @DisplayName("GIVEN a caller that prefers not to wait WHEN it would also rather wait than be refused THEN it gets a job at once")
    void queue_respondAsync() {
        try (GatewayHarness gateway = gateway(TIER)) {
            HttpResponse<String> waits = send(gateway, GatewayHarness.chat(), "x-gateway-on-limit", "queue", "prefer",
                    "respond-async");
            assertThat(id(waits)).startsWith("job-");
            assertThat(waits.headers().firstValue("preference-applied")).hasValue("respond-async");
        }
    }

    @Test
    @DisplayName("GIVEN a failure that is no limit WHEN a caller would rather wait THEN it gets that failure as always")
    void queue_otherFailure() {
        fake.always(OpenAiSamples.fails(400, "no"));
        try (GatewayHarness gateway = gateway("")) {
            HttpResponse<String> failed = ask(gateway, "queue");
            assertThat(failed.statusCode()).isEqualTo(400);
            assertThat(GatewayHarness.json(failed).at("/error/message").textValue()).contains("no");
        }
    }

    @Test
    @DisplayName("GIVEN a store that is away WHEN a caller at its limit would rather wait THEN a 503 in OpenAI's shape")
    void queue_storeAway() {
        try (GatewayHarness gateway = gateway(
                TIER + "store: {url: \"jdbc:postgresql://127.0.0.1:1/none\", user: nobody, password: none}\n")) {
            assertThat(ask(gateway, "queue").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = ask(gateway, "queue");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(GatewayHarness.json(refused).at("/error/code").textValue()).isEqualTo("overloaded");
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
        }
    }

    @Test
    @DisplayName("GIVEN a word that means nothing WHEN it stands in the header THEN the 400 names the header")
    void queue_strangeWord() {
        try (GatewayHarness gateway = gateway("")) {
            HttpResponse<String> refused = ask(gateway, "later");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(GatewayHarness.json(refused).at("/error/param").textValue()).isEqualTo("x-gateway-on-limit");
            assertThat(ask(gateway, "refuse").statusCode()).isEqualTo(200);
        }
    }
}
