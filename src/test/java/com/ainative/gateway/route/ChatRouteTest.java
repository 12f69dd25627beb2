package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.canary.Canaries;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Received;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChatRouteTest {

    private static final FakeProvider PROVIDER = FakeProvider.start();
    private static GatewayHarness gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayHarness.inFrontOf(PROVIDER);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    @BeforeEach
    void reset() {
        PROVIDER.always(OpenAiSamples.says("Hello there friend"));
    }

    @Test
    @DisplayName("GIVEN a provider that answers WHEN a chat is asked plainly THEN its answer comes back, with who gave it")
    void chat_plain() {
        HttpResponse<String> answer = gateway.post(chat());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(OpenAiSamples.answer("Hello there friend"));
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("x-gateway-provider")).contains("one");
        assertThat(answer.headers().firstValue("x-request-id"))
                .hasValueSatisfying(id -> assertThat(id).startsWith("req-"));
    }

    @Test
    @DisplayName("GIVEN a caller's headers and unknown fields WHEN it asks THEN the fields reach the provider and no header does")
    void chat_whatReachesTheProvider() {
        HttpRequest request = gateway.request("/v1/chat/completions").header("cookie", "session=1")
                .header("x-forwarded-for", "10.0.0.1").header("CamelHttpUri", "http://127.0.0.1:1/")
                .header("kafka.OVERRIDE_TOPIC", "x").header("x-request-id", "trace-7")
                .POST(HttpRequest.BodyPublishers.ofString(chat("\"future_field\":{\"a\":[1.50]}"))).build();

        HttpResponse<String> answer = gateway.send(request);

        assertThat(answer.headers().firstValue("x-request-id")).contains("trace-7");
        Received received = PROVIDER.lastReceived();
        assertThat(received.path()).isEqualTo("/v1/chat/completions");
        assertThat(received.headers().keySet()).containsExactlyInAnyOrder("authorization", "content-length",
                "content-type", "host");
        assertThat(received.headers()).containsEntry("authorization", "Bearer " + Canaries.PROVIDER_KEY);
        assertThat(received.json().path("model").asText()).isEqualTo("m1");
        assertThat(received.body()).contains("\"future_field\":{\"a\":[1.50]}");
    }

    @Test
    @DisplayName("GIVEN a provider with headers of its own WHEN it answers THEN none of them leaves but the declared ones")
    void chat_whatReachesTheCaller() {
        PROVIDER.then(wire -> wire.json(200, OpenAiSamples.answer("x"), "set-cookie: a=b", "openai-organization: org-1",
                "x-api-key: leaked", "server: cloudflare"));

        HttpResponse<String> answer = gateway.post(chat());

        assertThat(answer.headers().map().keySet()).containsExactlyInAnyOrder("content-length", "content-type",
                "ratelimit",
                "ratelimit-policy", "x-gateway-provider", "x-ratelimit-limit-requests",
                "x-ratelimit-remaining-requests",
                "x-ratelimit-reset-requests", "x-gateway-generation", "x-request-id");
    }

    @Test
    @DisplayName("GIVEN a streamed request without usage WHEN it is answered THEN pieces come as events and end in [DONE]")
    void chat_streamed() {
        HttpResponse<String> answer = gateway.post(chat("\"stream\":true"));

        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        assertThat(text(answer.body())).isEqualTo("Hello there friend");
        assertThat(answer.body()).doesNotContain("usage").endsWith("data: [DONE]\n\n");
        assertThat(PROVIDER.lastReceived().json().at("/stream_options/include_usage").booleanValue()).isTrue();
    }

    @Test
    @DisplayName("GIVEN include_usage WHEN a stream is answered THEN the usage comes once, last, and is null before")
    void chat_streamedWithUsage() {
        String body = gateway.post(chat("\"stream\":true", "\"stream_options\":{\"include_usage\":true}")).body();

        List<String> events = body.lines().filter(line -> line.startsWith("data: {")).toList();
        assertThat(events.subList(0, events.size() - 1))
                .allSatisfy(event -> assertThat(event).contains("\"usage\":null"));
        assertThat(events.get(events.size() - 1)).contains("\"choices\":[]").contains("\"total_tokens\":12");
        assertThat(body).endsWith("data: [DONE]\n\n");
    }

    private static String text(String events) {
        StringBuilder text = new StringBuilder();
        events.lines().filter(line -> line.startsWith("data: {")).forEach(line -> text
                .append(new Received("", "", java.util.Map.of(), line.substring(6)).json()
                        .at("/choices/0/delta/content")
                        .asText("")));
        return text.toString();
    }
}
