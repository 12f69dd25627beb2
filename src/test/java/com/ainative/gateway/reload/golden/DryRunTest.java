package com.ainative.gateway.reload.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.Problem;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DryRunTest {

    /** With what stands under provider and expect to be filled in. */
    static final String ASKS = """
            name: asks
            request: {token-tier: pro, body: {model: %s, messages: [{role: user, content: hi}]}}
            provider: %s
            expect: %s
            """;
    private static final String OPENAI = "{body: " + OpenAiSamples.answer("hello") + "}";
    private static final String ANTHROPIC = "{body: {id: msg_1, type: message, role: assistant, model: up, content:"
            + " [{type: text, text: bonjour}], stop_reason: end_turn, stop_sequence: null,"
            + " usage: {input_tokens: 9, output_tokens: 3}}}";

    private final Rehearsed set;

    DryRunTest(@TempDir Path home) {
        set = new Rehearsed(home);
    }

    @Test
    @DisplayName("GIVEN no goldens WHEN run THEN there is nothing to say")
    void run_none() {
        assertThat(set.results()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN an answer as expected in everything WHEN run THEN the golden passes")
    void run_everythingAsExpected() {
        assertThat(set.differences(ASKS.formatted("fast", "{first: " + OPENAI + "}", """

                  status: 200
                  provider: first
                  json:
                    $.choices[0].message: {role: assistant, content: hello, refusal: null}
                    $.usage.total_tokens: 12
                """))).isEmpty();
    }

    @Test
    @DisplayName("GIVEN an answer as expected in nothing WHEN run THEN each difference is told where it is expected")
    void run_nothingAsExpected() {
        assertThat(set.differences(ASKS.formatted("fast", "{first: " + OPENAI + "}", """

                  status: 201
                  provider: second
                  json:
                    $.choices[0].message.content: bye
                    $.choices[1]: {}
                """))).containsExactly("5 expect.status: expected 201, found 200",
                "6 expect.provider: expected second, found first",
                "8 expect.json.'$.choices[0].message.content': expected \"bye\", found \"hello\"",
                "9 expect.json.'$.choices[1]': expected {}, found nothing");
    }

    @Test
    @DisplayName("GIVEN a first provider that is overloaded WHEN run THEN the second answers, in its own protocol")
    void run_fallback() {
        assertThat(set.differences(ASKS.formatted("fast", "{first: {status: 503}, second: " + ANTHROPIC + "}",
                "{status: 200, provider: second, json: {'$.choices[0].message.content': bonjour}}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"429,429,rate_limit_exceeded", "401,502,upstream_auth", "503,503,overloaded", "400,400,",
        "204,502,upstream_error"})
    @DisplayName("GIVEN providers that all refuse WHEN run THEN the status is what the gateway makes of it")
    void run_refusals(int provider, int expected, String code) {
        String refusal = "{status: " + provider + ", body: {error: {message: no, type: t, code: null}}}";

        assertThat(set.differences(ASKS.formatted("fast", "{first: " + refusal + ", second: " + refusal + "}",
                "{status: " + expected + ", json: {$.error.code: " + code + "}}"))).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a stream as text WHEN run THEN it is sent as events, and status and provider can be expected")
    void run_streamed() {
        String asks = """
                name: streams
                request: {token-tier: pro, body: {model: fast, stream: true, messages: [{role: user, content: hi}]}}
                provider:
                  first:
                    body: |
                      data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":null}]}

                      data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                      data: [DONE]
                expect: {status: 200, provider: first%s}
                """;

        assertThat(set.differences(asks.formatted(""))).isEmpty();
        assertThat(set.differences(asks.formatted(", json: {$.id: c}"))).singleElement().asString()
                .startsWith("11 expect.json.'$.id': expected \"c\", found text/event-stream").contains("not JSON");
    }

    @Test
    @DisplayName("GIVEN a stream in Anthropic's words WHEN run THEN it is translated from events that begin with their name")
    void run_streamedByAnthropic() {
        String events = """
                event: message_start
                data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hi"}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_stop
                data: {"type":"message_stop"}
                """;

        assertThat(set.differences("""
                name: streams
                request: {token-tier: pro, body: {model: fast, stream: true, messages: [{role: user, content: hi}]}}
                provider:
                  first: {status: 500}
                  second:
                    body: |
                %s
                expect: {status: 200, provider: second}
                """.formatted(events.indent(6)))).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a provider without an answer WHEN the routes ask it THEN that alone is told, with its name")
    void run_unansweredProvider() {
        assertThat(set.differences(ASKS.formatted("fast", "{first: {status: 503}}", "{status: 200}")))
                .containsExactly("3 provider: this golden has no answer for provider second, which the routes asked;"
                        + " write one under provider.second");
    }

    @Test
    @DisplayName("GIVEN a provider without an answer WHEN the expectations hold all the same THEN the golden still fails")
    void run_unansweredProviderUnnoticed() {
        assertThat(set.differences(ASKS.formatted("fast", "{second: " + ANTHROPIC + "}", "{status: 400}")))
                .containsExactly("3 provider: this golden has no answer for provider first, which the routes asked;"
                        + " write one under provider.first");
    }

    @Test
    @DisplayName("GIVEN a request without a token, to another path, or that is no JSON WHEN run THEN it goes as it is written")
    void run_requestAsWritten() {
        set.golden("1", "name: no token\nrequest: {body: {}}\nexpect: {status: 401}\n").golden("2", """
                name: models
                request: {method: GET, path: /v1/models, token-tier: free}
                expect: {status: 200, json: {'$.data[0].id': fast}}
                """).golden("3", """
                name: no JSON
                request: {token-tier: pro, body: "{oops"}
                expect: {status: 400, json: {$.error.type: invalid_request_error}}
                """).golden("4", "name: no path\nrequest: {method: GET, path: /v1/nothing}\nexpect: {status: 404}\n");

        assertThat(set.results()).hasSize(4).allMatch(GoldenResult::passed).extracting(GoldenResult::name)
                .containsExactly("no token", "models", "no JSON", "no path");
    }

    @Test
    @DisplayName("GIVEN routes whose changed step a golden would notice WHEN run THEN it does")
    void run_changedRoutes() {
        set.write("routes/chat.camel.yaml", """
                - route:
                    id: chat
                    from:
                      uri: platform-http:{{api}}/chat/completions
                      steps:
                        - setBody: { constant: { expression: "closed" } }
                """);

        assertThat(set.differences(ASKS.formatted("fast", "{}", "{json: {$.a: 1}}"))).singleElement().asString()
                .contains("expected 1, found", "not JSON");
    }

    @Test
    @DisplayName("GIVEN routes that do not start WHEN run THEN they are refused")
    void run_routesThatDoNotStart() {
        set.golden("a", "name: a\nrequest: {}\nexpect: {status: 401}\n").write("routes/bad.camel.yaml",
                "- from: {uri: direct:x, steps: [{aggregate: {correlationExpression: {constant: 1}, "
                        + "aggregationStrategy: bestOutcome, steps: [{log: never complete}]}}]}\n");

        assertThat(set.refusal()).singleElement().extracting(Problem::message).asString().startsWith("cannot start: ");
    }

    @Test
    @DisplayName("GIVEN providers that are really there WHEN goldens run THEN they are not called")
    void run_callsNobody(@TempDir Path home) {
        try (FakeProvider real = FakeProvider.start().always(OpenAiSamples.says("real"))) {
            String entry = GatewayHarness.openAi(real, "headers: {x-secret: s3cret}", "timeouts: {total: 1ms}");
            Rehearsed live = new Rehearsed(home, "providers: {first: " + entry + ", second: " + entry + "}\n"
                    + "models: {fast: {strategy: race, providers: [{provider: first, model: a},"
                    + " {provider: second, model: b}]}}\n");

            assertThat(live.differences(ASKS.formatted("fast", "{first: {status: 500}, second: " + OPENAI + "}",
                    "{status: 200, provider: second, json: {'$.choices[0].message.content': hello}}"))).isEmpty();
            assertThat(live.differences(ASKS.formatted("fast", "{}", "{status: 200}"))).isNotEmpty()
                    .allMatch(told -> told.contains("has no answer for provider"));
            assertThat(real.connections()).isZero();
            assertThat(real.received()).isEqualTo(List.of());
        }
    }
}
