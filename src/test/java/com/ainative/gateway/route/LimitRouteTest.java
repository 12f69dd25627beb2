package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static com.ainative.gateway.fake.GatewayHarness.openAi;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Requests a minute by tier, over HTTP. Each test speaks for callers of its own. */
class LimitRouteTest {

    private static final FakeProvider PROVIDER = FakeProvider.start();
    private static GatewayHarness gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayHarness.start("tiers: {three: {requests-per-minute: 3}, one: {requests-per-minute: 1}}\n"
                + "providers: {one: " + openAi(PROVIDER) + "}\n"
                + "models: {fast: {providers: [{provider: one, model: m1}]}}\n");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    @BeforeEach
    void reset() {
        PROVIDER.received().clear();
        PROVIDER.always(OpenAiSamples.says("hello"));
    }

    private static HttpResponse<String> ask(String subject, String tier, String body) {
        return gateway.send(HttpRequest.newBuilder(gateway.url().resolve("/v1/chat/completions"))
                .header("authorization", "Bearer " + gateway.token(subject, tier))
                .header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("missing");
    }

    private static JsonNode error(HttpResponse<String> answer) {
        return new Received("", "", Map.of(), answer.body()).json().path("error");
    }

    @Test
    @DisplayName("GIVEN a tier of three a minute WHEN a caller asks four times THEN three are answered, the fourth is a 429, and another caller is unaffected")
    void admit_fourthOfThree() {
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> answer = ask("ann", "three", chat());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "x-ratelimit-limit-requests")).isEqualTo("3");
            assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo(String.valueOf(left));
            assertThat(header(answer, "x-ratelimit-reset-requests")).matches("(\\d+m)?\\d+(\\.\\d{3})?s");
            assertThat(header(answer, "ratelimit-policy")).isEqualTo("\"requests\";q=3;w=60");
            assertThat(header(answer, "ratelimit")).matches("\"requests\";r=" + left + ";t=\\d+");
            assertThat(answer.headers().firstValue("retry-after")).isEmpty();
        }

        HttpResponse<String> refused = ask("ann", "three", chat());

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "content-type")).isEqualTo("application/json");
        assertThat(header(refused, "x-ratelimit-limit-requests")).isEqualTo("3");
        assertThat(header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(header(refused, "x-ratelimit-reset-requests")).matches("(\\d+m)?\\d+(\\.\\d{3})?s");
        assertThat(Long.parseLong(header(refused, "retry-after"))).isBetween(1L, 20L);
        assertThat(error(refused)).isEqualTo(Json.object().put("message", error(refused).path("message").asText())
                .put("type", "requests").putNull("param").put("code", "rate_limit_exceeded"));
        assertThat(error(refused).path("message").asText())
                .startsWith("Rate limit reached for tier three: 3 requests a minute. Try again in ");
        assertThat(PROVIDER.received()).hasSize(3);

        assertThat(header(ask("bob", "three", chat()), "x-ratelimit-remaining-requests")).isEqualTo("2");
    }

    @Test
    @DisplayName("GIVEN a caller with two tokens of one tier WHEN it asks with both THEN they share one bucket")
    void admit_twoTokensOfOneCaller() {
        assertThat(ask("carl", "one", chat()).statusCode()).isEqualTo(200);
        assertThat(ask("carl", "one", chat()).statusCode()).isEqualTo(429);
        assertThat(ask("carl", "three", chat()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("GIVEN a streamed request WHEN it is answered THEN the headers are there; over the limit it is a plain 429")
    void admit_streamed() {
        HttpResponse<String> answer = ask("dora", "one", chat("\"stream\":true"));
        HttpResponse<String> refused = ask("dora", "one", chat("\"stream\":true"));

        assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "content-type")).isEqualTo("application/json");
        assertThat(PROVIDER.received()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN an admitted request WHEN its provider or its model fails THEN the answer says what is left all the same")
    void admit_headersOnOtherFailures() {
        PROVIDER.always(OpenAiSamples.fails(400, "no"));

        HttpResponse<String> refusedAbove = ask("eve", "three", chat());
        HttpResponse<String> unknown = ask("eve", "three", chat().replace("\"fast\"", "\"nowhere\""));

        assertThat(refusedAbove.statusCode()).isEqualTo(400);
        assertThat(header(refusedAbove, "x-ratelimit-remaining-requests")).isEqualTo("2");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(header(unknown, "x-ratelimit-remaining-requests")).isEqualTo("1");
    }

    @Test
    @DisplayName("GIVEN a body that is no chat, or a look at the models WHEN sent THEN nothing is taken from the bucket")
    void admit_notCounted() {
        assertThat(ask("fred", "one", "{}").statusCode()).isEqualTo(400);
        HttpRequest models = HttpRequest.newBuilder(gateway.url().resolve("/v1/models"))
                .header("authorization", "Bearer " + gateway.token("fred", "one")).build();
        assertThat(gateway.send(models).headers().map()).doesNotContainKey("x-ratelimit-limit-requests");

        assertThat(ask("fred", "one", chat()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("GIVEN a token whose tier is not configured WHEN it asks THEN 403 unknown_tier, and no provider is asked")
    void admit_unknownTier() {
        HttpResponse<String> answer = ask("gus", "gold", chat());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(error(answer).path("type").asText()).isEqualTo("permission_error");
        assertThat(error(answer).path("code").asText()).isEqualTo("unknown_tier");
        assertThat(PROVIDER.received()).isEmpty();
    }
}
