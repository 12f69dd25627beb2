package com.ainative.gateway.reload.preview;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static com.ainative.gateway.reload.preview.LiveGateway.file;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.Answer;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.observe.CapturedLog;
import com.ainative.gateway.reload.preview.Report.Row;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Live requests held against candidates, over HTTP on both sides. */
@Timeout(60)
@Isolated("listens to what all log")
class ComparisonTest {

    private static final String EXTRA = """
            - route:
                id: extra
                from:
                  uri: platform-http:/v1/extra
                  parameters: { httpMethodRestrict: GET }
                  steps:
                    - setBody: { constant: "x" }
            """;
    private static final String ADMIT = "- process: { ref: admit }";
    private static final String LET_THROUGH = "let through";

    private FakeProvider one;
    private FakeProvider two;
    private LiveGateway live;

    @BeforeEach
    void start() {
        one = FakeProvider.start().always(OpenAiSamples.says(Answer.text("hello")));
        two = FakeProvider.start().always(OpenAiSamples.says(Answer.text("hello")));
        live = new LiveGateway(one, two, file("extra.camel.yaml", EXTRA));
    }

    @AfterEach
    void stop() {
        live.close();
    }

    private static Row row(String kind, long count, String now, String then) {
        return new Row(kind, count, now, then, "r-1");
    }

    private HttpResponse<String> example(String body) {
        return live.post(body, live.token("tester", "pro"), "x-request-id", "r-1");
    }

    @Test
    @DisplayName("GIVEN the same generation WHEN requests of all kinds are held against it THEN nothing differs, nobody is asked and no permit is taken")
    void end_same() {
        try (Comparison comparison = live.same()) {
            HttpResponse<String> first = live.chat();
            live.chat("\"stream\":true");
            assertThat(live.get("/v1/models").statusCode()).isEqualTo(200);
            assertThat(live.get("/v1/extra?a=%20b").statusCode()).isEqualTo(200);
            assertThat(live.get("/health").statusCode()).isEqualTo(200);
            assertThat(live.get("/v1/nowhere").statusCode()).isEqualTo(404);
            assertThat(live.post("{", live.token("tester", "pro")).statusCode()).isEqualTo(400);
            assertThat(live.post(chat(), "Bearer nonsense").statusCode()).isEqualTo(401);
            HttpResponse<String> last = live.chat();

            Report report = comparison.end();

            assertThat(report).isEqualTo(new Report("next", 7, 7, 0, List.of()));
            assertThat(live.calls()).isEqualTo(3);
            assertThat(first.headers().firstValue("x-ratelimit-remaining-requests")).contains("599");
            assertThat(Integer.parseInt(last.headers().firstValue("x-ratelimit-remaining-requests").orElseThrow()))
                    .isGreaterThanOrEqualTo(597);
        }
        assertThat(live.otherDoors()).isZero();
    }

    @Test
    @DisplayName("GIVEN a candidate with another order of providers WHEN plain and streamed requests come THEN it is told once, with both orders")
    void end_order() {
        try (Comparison comparison = live.with("[{provider: one, model: m1}, {provider: two, model: m2}]",
                "[{provider: two, model: m2}, {provider: one, model: m1}]")) {
            example(chat());
            assertThat(live.chat("\"stream\":true").body()).contains("[DONE]");

            assertThat(comparison.end().differences())
                    .containsExactly(row("providers", 2, "one/m1, two/m2", "two/m2, one/m1"));
            assertThat(live.calls()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("GIVEN a candidate that asks all at once, one without keys left out WHEN requests come THEN the strategy differs")
    void end_strategy() {
        try (Comparison comparison = live.with("strategy: order, providers: [",
                "strategy: race, providers: [{provider: unset, model: m0}, ")) {
            example(chat());

            assertThat(comparison.end().differences())
                    .containsExactly(row("providers", 1, "one/m1, two/m2", "race: one/m1, two/m2"));
        }
    }

    @Test
    @DisplayName("GIVEN a candidate without the model WHEN it is asked for THEN the refusal is told; a model that neither has differs in nothing")
    void end_modelRemoved() {
        try (Comparison comparison = live.with("models: {fast:", "models: {slow:")) {
            example(chat());
            live.post(chat().replace("fast", "none"), live.token("tester", "pro"));

            Report report = comparison.end();

            assertThat(report.compared()).isEqualTo(2);
            assertThat(report.differences())
                    .containsExactly(row("refusal", 1, LET_THROUGH, "404 model_not_found"));
        }
    }

    @Test
    @DisplayName("GIVEN a candidate with a lower limit WHEN a caller exceeds it THEN the limits are told, and who would be refused")
    void end_limitLowered() {
        try (Comparison comparison = live.with("pro: {requests-per-minute: 600}", "pro: {requests-per-minute: 1}")) {
            HttpResponse<String> first = example(chat());
            HttpResponse<String> second = live.post(chat(), live.token("tester", "pro"), "x-request-id", "r-2");

            assertThat(comparison.end().differences()).containsExactly(
                    row("limit", 2, "600 a minute", "1 a minute"),
                    new Row("refusal", 1, LET_THROUGH, "429 rate_limit_exceeded", "r-2"));
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(second.statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("GIVEN a caller at a limit that stays WHEN refused live THEN a twin that knows nothing of earlier requests makes no difference of it")
    void end_limitKept() {
        String small = live.token("small", "small");
        live.post(chat(), small);
        try (Comparison comparison = live.same()) {
            assertThat(live.post(chat(), small).statusCode()).isEqualTo(429);
            assertThat(live.post(chat(), small).statusCode()).isEqualTo(429);

            Report report = comparison.end();

            assertThat(report.compared()).isEqualTo(2);
            assertThat(report.differences()).isEmpty();
        }
    }

    @Test
    @DisplayName("GIVEN a candidate without a tier, one that does not admit, and one that believes nobody WHEN requests come THEN each is told in its words")
    void end_callers() {
        try (Comparison comparison = live.with("tiers: {pro:", "tiers: {pri:")) {
            example(chat());
            assertThat(comparison.end().differences())
                    .containsExactly(row("refusal", 1, LET_THROUGH, "403 unknown_tier"));
        }
        try (Comparison comparison = live.withRoutesChanged(route -> route.replace(ADMIT, "#"),
                file("extra.camel.yaml", EXTRA))) {
            example(chat());
            assertThat(comparison.end().differences()).containsExactly(row("limit", 1, "600 a minute", "no limit"));
        }
        try (Comparison comparison = live.with("tiers:", "auth: {issuer: other}\ntiers:")) {
            example(chat());
            assertThat(comparison.end().differences())
                    .containsExactly(row("refusal", 1, LET_THROUGH, "401 invalid_api_key"));
        }
    }

    @Test
    @DisplayName("GIVEN a candidate without a route, and one whose steps fail WHEN requests come THEN they would be refused; live ones are answered")
    void end_routes() {
        try (Comparison comparison = live.withRoutesChanged(route -> route)) {
            live.get("/v1/extra");
            Row only = comparison.end().differences().getFirst();
            assertThat(only.now()).isEqualTo(LET_THROUGH);
            assertThat(only.then()).isEqualTo("404 unknown_url");
        }
        try (Comparison comparison = live.withRoutesChanged(
                route -> route.replace("- to: { uri: \"direct:answer\" }",
                        "- throwException: { exceptionType: java.lang.IllegalStateException, message: broken }"),
                file("extra.camel.yaml", EXTRA.replace("setBody: { constant: \"x\" }",
                        "throwException: { exceptionType: java.lang.IllegalStateException, message: broken }")))) {
            assertThat(example(chat()).statusCode()).isEqualTo(200);
            live.get("/v1/extra");
            assertThat(comparison.end().differences()).extracting(Row::then).containsExactly("500",
                    "500 internal_error");
        }
    }

    @Test
    @DisplayName("GIVEN a provider that rests, or all of them WHEN requests come meanwhile THEN that is no difference")
    void end_resting() {
        FakeProvider.Reply slowDown = wire -> wire.json(429, "{\"error\":{\"message\":\"slow down\"}}",
                "retry-after: 60");
        one.then(slowDown);
        try (Comparison comparison = live.same()) {
            assertThat(live.chat().statusCode()).isEqualTo(200);
            two.then(slowDown);
            assertThat(live.chat().statusCode()).isEqualTo(429);
            assertThat(live.chat().statusCode()).isEqualTo(429);

            assertThat(comparison.end()).isEqualTo(new Report("next", 3, 2, 1, List.of()));
            assertThat(live.calls()).isEqualTo(3);
        }
    }

    /** Steps before the one that admits, wherever that stands. */
    private static String beforeAdmit(String route, String... steps) {
        return route.replaceAll("( +)" + Pattern.quote(ADMIT),
                "$1" + String.join("\n$1", steps) + "\n$1" + Matcher.quoteReplacement(ADMIT));
    }

    @Test
    @DisplayName("GIVEN routes that log what callers say WHEN requests are held against them THEN each is logged once")
    void end_logsNothing() {
        try (CapturedLog log = CapturedLog.open();
                Comparison comparison = live.withRoutesChanged(
                        route -> beforeAdmit(route, "- log: { message: \"said\" }", "- to: { uri: \"log:said\" }"))) {
            example(chat());

            assertThat(comparison.end().compared()).isEqualTo(1);
            assertThat(log.events()).noneMatch(event -> event.contains("said"));
            assertThat(log.requests()).hasSize(1);
        }
    }

    @Test
    @DisplayName("GIVEN no room for a body, or only a share that is wanted WHEN requests come THEN they are answered and not compared")
    void end_bounded() {
        try (Comparison comparison = live.bounded(1, new Copies(Copies.MOST, 100))) {
            assertThat(live.chat("\"user\":\"" + "x".repeat(100) + "\"").statusCode()).isEqualTo(200);
            assertThat(live.get("/v1/models").statusCode()).isEqualTo(200);
            assertThat(comparison.end()).isEqualTo(new Report("next", 2, 1, 1, List.of()));
        }
        try (Comparison comparison = live.bounded(Double.MIN_VALUE, new Copies(Copies.MOST, Copies.MOST_BYTES))) {
            assertThat(live.chat().statusCode()).isEqualTo(200);
            assertThat(comparison.end()).isEqualTo(new Report("next", 1, 0, 0, List.of()));
        }
    }

    @Test
    @DisplayName("GIVEN a comparison that has ended WHEN requests come THEN it does not see them, and nothing of it is left")
    void end_looksAway() {
        Comparison comparison = live.same();
        comparison.end();
        live.chat();

        assertThat(comparison.end().seen()).isZero();
        assertThat(live.otherDoors()).isEqualTo(1);
        comparison.close();
        assertThat(live.otherDoors()).isZero();
        assertThat(live.chat().statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("GIVEN a candidate whose route waits WHEN the comparison is closed meanwhile THEN it does not wait, and nothing of it is left")
    void close_hangingCandidate() {
        Comparison comparison = live.withRoutesChanged(
                route -> beforeAdmit(route, "- delay: { constant: \"600000\" }"));
        assertThat(live.chat().statusCode()).isEqualTo(200);

        comparison.close();

        assertThat(live.otherDoors()).isZero();
    }
}
