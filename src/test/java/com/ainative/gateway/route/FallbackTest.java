package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.canary.Canaries;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.FakeProvider.Reply;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers go to the next provider and which to the caller. Breakers are configured never to open here. */
class FallbackTest {

    private static final String SETTINGS = "timeouts: {connect: 1s, first-byte: 300ms, idle: 300ms, total: 20s}";
    private static final String CLOSED = "breaker: {failures: 100, window: 100, minimum: 100}";

    private FakeProvider first;
    private FakeProvider second;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        first = FakeProvider.start();
        second = FakeProvider.start().always(OpenAiSamples.says("from two"));
        gateway = GatewayHarness.inFrontOf("order", first, second, SETTINGS, "max-answer: 64KiB", CLOSED);
    }

    @AfterEach
    void stop() {
        gateway.close();
        first.close();
        second.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 529, 408, 409, 429, 401, 402, 403, 301})
    @DisplayName("GIVEN a first provider with a status that another may not have WHEN asked THEN the second answers")
    void order_fallsBack(int status) {
        first.always(OpenAiSamples.fails(status, "no", "location: http://127.0.0.1:1/"));

        HttpResponse<String> answer = gateway.post(chat());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-gateway-provider")).contains("two");
        assertThat(first.received()).hasSize(1);
        assertThat(second.lastReceived().json().path("model").asText()).isEqualTo("m2");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 422})
    @DisplayName("GIVEN a provider that refuses the request itself WHEN asked THEN the caller is told and nobody else is asked")
    void order_refused(int status) {
        first.always(wire -> wire.json(status,
                "{\"error\":{\"message\":\"bad temperature\",\"type\":\"invalid_request_error\","
                        + "\"param\":\"temperature\",\"code\":\"unsupported_value\"}}"));

        HttpResponse<String> answer = gateway.post(chat());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .isEqualTo("{\"error\":{\"message\":\"bad temperature\",\"type\":\"invalid_request_error\","
                        + "\"param\":\"temperature\",\"code\":\"unsupported_value\"}}");
        assertThat(answer.headers().firstValue("x-gateway-provider")).contains("one");
        assertThat(second.received()).isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(Arguments.of("hangs up unsaid", (Reply) wire -> wire.close()),
                Arguments.of("resets", (Reply) wire -> wire.reset()),
                Arguments.of("says nothing", (Reply) wire -> wire.awaitHangUp()),
                Arguments.of("stops in the head", (Reply) wire -> {
                    wire.raw("HTTP/1.1 200 OK\r\ncontent-");
                    wire.close();
                }), Arguments.of("speaks no HTTP", (Reply) wire -> {
                    wire.raw("220 smtp ready\r\n");
                    wire.close();
                }), Arguments.of("stops in the body", (Reply) wire -> {
                    wire.raw(
                            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{\"id\":");
                    wire.close();
                }), Arguments.of("falls silent in the body", (Reply) wire -> {
                    wire.raw(
                            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{\"id\":");
                    wire.awaitHangUp();
                }), Arguments.of("two lengths", (Reply) wire -> {
                    wire.raw("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}");
                    wire.awaitHangUp();
                }), Arguments.of("garbage", (Reply) wire -> wire.json(200, "not json")),
                Arguments.of("an array", (Reply) wire -> wire.json(200, "[]")),
                Arguments.of("no choices", (Reply) wire -> wire.json(200, "{\"id\":\"x\"}")),
                Arguments.of("a choice without message", (Reply) wire -> wire.json(200, "{\"choices\":[{}]}")),
                Arguments.of("an error with status 200",
                        (Reply) wire -> wire.json(200, "{\"error\":{\"message\":\"oh\"}}")),
                Arguments.of("a page", (Reply) wire -> wire.whole(200, "text/html", OpenAiSamples.answer("x"))),
                Arguments.of("packed", (Reply) wire -> wire.json(200, "{}", "content-encoding: gzip")),
                Arguments.of("too large", (Reply) wire -> wire.json(200, OpenAiSamples.answer("x".repeat(70_000)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    @DisplayName("GIVEN a first provider that breaks WHEN asked plainly THEN the second answers, and nothing of the first is seen")
    void order_broken(String how, Reply reply) {
        first.always(reply);

        HttpResponse<String> answer = gateway.post(chat());

        assertThat(answer.statusCode()).as(how).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(OpenAiSamples.answer("from two"));
        assertThat(first.received()).hasSize(1);
    }

    static Stream<Arguments> brokenStreams() {
        return Stream.of(Arguments.of("ends unsaid", (Reply) wire -> {
            wire.streamHead();
            wire.endChunks();
        }), Arguments.of("ends after the role", (Reply) wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.role());
            wire.endChunks();
        }), Arguments.of("cut after the role", (Reply) wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.role());
            wire.reset();
        }), Arguments.of("silent after the role", (Reply) wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.role());
            wire.awaitHangUp();
        }), Arguments.of("an error after the role", (Reply) wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.role());
            wire.chunk("data: {\"error\":{\"message\":\"overloaded\",\"code\":503}}\n\n");
            wire.awaitHangUp();
        }), Arguments.of("a limit in the stream", (Reply) wire -> {
            wire.streamHead();
            wire.chunk("data: {\"error\":{\"message\":\"slow down\",\"code\":429}}\n\n");
            wire.awaitHangUp();
        }), Arguments.of("an unreadable event", (Reply) wire -> {
            wire.streamHead();
            wire.chunk("data: {\"choices\":\n\n");
            wire.awaitHangUp();
        }), Arguments.of("an event without choices", (Reply) wire -> {
            wire.streamHead();
            wire.chunk("data: {}\n\n");
            wire.awaitHangUp();
        }), Arguments.of("an event without end", (Reply) wire -> {
            wire.streamHead();
            wire.chunk("data: " + "x".repeat(70_000));
            wire.awaitHangUp();
        }), Arguments.of("no stream at all", (Reply) wire -> wire.json(200, OpenAiSamples.answer("plain"))),
                Arguments.of("a refusal of its limit", OpenAiSamples.fails(429, "limit")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenStreams")
    @DisplayName("GIVEN a first provider that breaks before its first content WHEN asked for a stream THEN the second streams")
    void order_brokenBeforeContent(String how, Reply reply) {
        first.always(reply);

        HttpResponse<String> answer = gateway.post(chat("\"stream\":true"));

        assertThat(answer.statusCode()).as(how).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-gateway-provider")).contains("two");
        assertThat(answer.body()).contains("from ").contains("two").doesNotContain("error")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    @DisplayName("GIVEN nobody listening at the first provider WHEN asked THEN the second answers")
    void order_unreachable() {
        first.close();

        assertThat(gateway.post(chat()).body()).isEqualTo(OpenAiSamples.answer("from two"));
    }

    @ParameterizedTest
    @CsvSource({"500,500,502,upstream_error", "503,500,502,upstream_error", "500,529,503,overloaded",
        "401,403,502,upstream_auth", "500,401,502,upstream_error", "504,504,504,timeout", "408,409,502,upstream_error"})
    @DisplayName("GIVEN no provider that answers WHEN asked THEN one clear failure tells what was worst, and not to retry")
    void order_noneLeft(int one, int two, int status, String code) {
        first.always(OpenAiSamples.fails(one, "first"));
        second.always(OpenAiSamples.fails(two, "second"));

        HttpResponse<String> answer = gateway.post(chat());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").contains("\"type\":\"server_error\"");
        assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
        assertThat(answer.headers().firstValue("x-gateway-provider")).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a provider that quotes its key when it refuses it WHEN asked THEN the caller never sees the key")
    void order_credentialsStayInside() {
        first.always(OpenAiSamples.fails(401, "Incorrect API key provided: " + Canaries.PROVIDER_KEY));
        second.always(OpenAiSamples.fails(403, Canaries.PROVIDER_KEY + " is not allowed"));

        assertThat(gateway.post(chat()).body()).doesNotContain(Canaries.PROVIDER_KEY).contains("upstream_auth");
    }

    @ParameterizedTest
    @CsvSource({"retry-after: 7,7", "retry-after: 0,1", "retry-after: -1,1", "retry-after: 1e12,60",
        "retry-after: soon,1",
        "retry-after-ms: 2500,3", "'retry-after: Mon, 01 Jan 2001 00:00:00 GMT',1",
        "'retry-after: Fri, 01 Jan 2100 00:00:00 GMT',60"})
    @DisplayName("GIVEN providers at their limits WHEN asked THEN the caller gets the earliest time to return, at most a minute")
    void order_allLimited(String header, String seconds) {
        first.always(OpenAiSamples.fails(429, "limit", header));
        second.always(OpenAiSamples.fails(429, "limit", "retry-after: 60"));

        HttpResponse<String> answer = gateway.post(chat());

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).contains(seconds);
        assertThat(answer.body()).contains("rate_limit_exceeded");
    }

    @Test
    @DisplayName("GIVEN a provider that asked to be left alone WHEN asked again THEN it is not called; if all did, nobody is")
    void order_cooldown() {
        first.always(OpenAiSamples.fails(429, "limit", "retry-after: 50"));
        gateway.post(chat());

        assertThat(gateway.post(chat()).statusCode()).isEqualTo(200);
        assertThat(first.received()).hasSize(1);

        second.always(OpenAiSamples.fails(429, "limit", "retry-after: 50"));
        gateway.post(chat());
        HttpResponse<String> refused = gateway.post(chat());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(second.received()).hasSize(3);
    }

    @Test
    @DisplayName("GIVEN five sick providers WHEN one request is made THEN three are tried, in order or raced")
    void attempts_bounded() {
        first.always(OpenAiSamples.fails(500, "no"));
        String targets = Stream.of("a", "b", "c", "d", "e").map(model -> "{provider: one, model: " + model + "}")
                .collect(Collectors.joining(", "));
        try (GatewayHarness many = GatewayHarness.start("providers: {one: " + GatewayHarness.openAi(first)
                + "}\nmodels: {fast: {providers: [" + targets + "]}, both: {strategy: race, providers: [" + targets
                + "]}}\n")) {
            many.post(chat());
            assertThat(first.received()).hasSize(3);
            many.post(chat().replace("fast", "both"));
            assertThat(first.received()).hasSize(6);
        }
    }
}
