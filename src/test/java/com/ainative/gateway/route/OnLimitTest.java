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
        return gateway.send(gateway.request("/v1/chat/completions").header("x-gateway-on-limit", onLimit)
                .POST(BodyPublishers.ofString(GatewayHarness.chat(more))).build());
    }

    @Test
    @DisplayName("GIVEN a caller at its limit WHEN it would rather wait THEN it gets 202 with a job, and no 429")
    void queue_callersLimit() {
        try (GatewayHarness gateway = gateway(TIER)) {
            HttpResponse<String> answered = ask(gateway, "queue");
            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.body()).contains("hello");
            HttpResponse<String> waits = ask(gateway, "queue");
            assertThat(waits.statusCode()).as(waits.body()).isEqualTo(202);
            assertThat(waits.headers().firstValue("preference-applied")).isEmpty();
            assertThat(waits.headers().firstValue("retry-after")).isEmpty();
            String id = GatewayHarness.json(waits).path("id").textValue();
            assertThat(waits.headers().firstValue("location")).hasValue("/v1/jobs/" + id);
            assertThat(GatewayHarness.json(gateway.get("/v1/jobs/" + id)).path("status").textValue())
                    .isEqualTo("queued");
            assertThat(fake.received()).hasSize(1);
        }
    }

    @Test
    @DisplayName("GIVEN providers at their limit WHEN a caller would rather wait THEN the job is answered when they are not")
    void queue_providersLimit() {
        fake.then(OpenAiSamples.fails(429, "slow down", "retry-after: 1"));
        try (GatewayHarness gateway = gateway("")) {
            HttpResponse<String> waits = ask(gateway, "queue");
            assertThat(waits.statusCode()).as(waits.body()).isEqualTo(202);
            assertThat(waits.headers().firstValue("x-should-retry")).isEmpty();
            String id = GatewayHarness.json(waits).path("id").textValue();
            JsonNode job = await().until(() -> GatewayHarness.json(gateway.get("/v1/jobs/" + id)),
                    seen -> !seen.path("ended_at").isNull());
            assertThat(job.path("status").textValue()).isEqualTo("succeeded");
        }
    }

    @Test
    @DisplayName("GIVEN a caller that would rather wait WHEN it is streamed to THEN it gets the stream itself")
    void queue_streamed() {
        try (GatewayHarness gateway = gateway("")) {
            HttpResponse<String> streamed = ask(gateway, "queue", "\"stream\":true");
            assertThat(streamed.statusCode()).isEqualTo(200);
            assertThat(streamed.body()).contains("[DONE]");
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
