package com.ainative.gateway.observe;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static com.ainative.gateway.fake.GatewayHarness.openAi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.canary.Canaries;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What whole requests leave in the log: a line each, and nothing that is anybody's secret. */
@Isolated("listens to what all log")
class LoggedRequestsTest {

    private static final FakeProvider PROVIDER = FakeProvider.start();
    private static GatewayHarness gateway;

    private final CapturedLog log = CapturedLog.open();

    @BeforeAll
    static void start() {
        gateway = GatewayHarness.start("tiers: {pro: {requests-per-minute: 1000}, one: {requests-per-minute: 1}}\n"
                + "providers: {one: " + openAi(PROVIDER, "headers: {x-extra: canary-header}") + "}\n"
                + "models: {fast: {providers: [{provider: one, model: m1}]}}\n");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    @BeforeEach
    void reset() {
        PROVIDER.always(OpenAiSamples.says("canary-answer"));
    }

    @AfterEach
    void release() {
        log.close();
    }

    private static HttpResponse<String> ask(String token, String body) {
        return gateway.send(HttpRequest.newBuilder(gateway.url().resolve("/v1/chat/completions?key=canary-query"))
                .header("authorization", "Bearer " + token).header("content-type", "application/json")
                .header("x-api-key", "canary-api-key").POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static String prompt(String... more) {
        return chat(more).replace("\"hi\"", "\"canary-prompt\"");
    }

    /** The line is written once the last byte is, which the client may know sooner. */
    private String lastOf(int requests) {
        await().until(() -> log.requests().size() >= requests);
        assertThat(log.requests()).hasSize(requests);
        return log.requests().get(requests - 1);
    }

    private void noSecrets(String... tokens) {
        String all = String.join("", log.events());
        assertThat(all).doesNotContainIgnoringCase("canary").doesNotContain(Canaries.PROVIDER_KEY, "Bearer");
        for (String token : tokens) {
            for (String part : token.split("\\.")) {
                assertThat(all).doesNotContain(part);
            }
        }
    }

    @Test
    @DisplayName("GIVEN chats that succeed, plain and streamed WHEN they end THEN a line each, without key, token, prompt or answer")
    void log_success() {
        String token = gateway.token("ann", "pro");

        ask(token, prompt());
        assertThat(lastOf(1)).contains(" route=\"chat\" status=\"200\" end=\"complete\" ").contains(
                " subject=\"ann\" tier=\"pro\" model=\"fast\" stream=\"false\" provider=\"one\"");
        ask(token, prompt("\"stream\":true"));
        assertThat(lastOf(2)).contains(" status=\"200\" end=\"complete\" ")
                .contains(" stream=\"true\" provider=\"one\"");

        noSecrets(token);
    }

    @Test
    @DisplayName("GIVEN requests that fail in every way WHEN they end THEN a line each says how, and none of what was sent")
    void log_failures() {
        String token = gateway.token("bob", "pro");
        String limited = gateway.token("bob", "one");

        ask("canary.canary.canary", prompt());
        assertThat(lastOf(1)).contains(" status=\"401\" ").contains(" subject=\"-\" tier=\"-\" model=\"-\"");
        ask(token, prompt().replace("\"messages\"", "\"canary-field\""));
        assertThat(lastOf(2)).contains(" status=\"400\" ").contains(" subject=\"bob\"");
        ask(token, "{\"canary");
        assertThat(lastOf(3)).contains(" status=\"400\" ");
        ask(limited, prompt());
        ask(limited, prompt());
        assertThat(lastOf(5)).contains(" status=\"429\" ").contains(" tier=\"one\" model=\"fast\"");
        PROVIDER.always(OpenAiSamples.fails(400, "canary-refusal"));
        ask(token, prompt());
        assertThat(lastOf(6)).contains(" status=\"400\" ");
        PROVIDER.always(OpenAiSamples.fails(500, "canary-failure"));
        ask(token, prompt());
        assertThat(lastOf(7)).contains(" status=\"502\" ");
        PROVIDER.always(OpenAiSamples.fails(401, "your key " + Canaries.PROVIDER_KEY + " is wrong"));
        ask(token, prompt());
        assertThat(lastOf(8)).contains(" status=\"502\" ");
        PROVIDER.always(wire -> wire.json(200, "{\"canary"));
        ask(token, prompt());
        assertThat(lastOf(9)).contains(" status=\"502\" ");
        PROVIDER.always(wire -> wire.reset());
        ask(token, prompt());
        assertThat(lastOf(10)).contains(" status=\"502\" ");

        noSecrets(token, limited);
    }

    @Test
    @DisplayName("GIVEN a stream that breaks off WHEN it ended THEN the line says the provider broke")
    void log_brokenStream() {
        PROVIDER.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.role());
            wire.chunk(OpenAiSamples.piece("canary-piece"));
            wire.close();
        });
        String token = gateway.token("eve", "pro");

        try {
            ask(token, prompt("\"stream\":true"));
        } catch (UncheckedIOException e) {
            assertThat(e).as("the broken answer, as the client sees it").hasCauseInstanceOf(IOException.class);
        }

        assertThat(lastOf(1)).contains(" status=\"200\" end=\"provider_broke\" ").contains(" stream=\"true\"");
        noSecrets(token);
    }

    @Test
    @DisplayName("GIVEN line breaks, escapes and quotes in model, subject and path WHEN logged THEN one line each, and they cannot say they are another")
    void log_hostileText() {
        String hostile = "x\r\n2026-01-01 INFO request - request status=\"200\"\u001b[2J\u2028\u202E";
        String token = gateway.token(hostile, "pro");
        String body = prompt().replace("\"fast\"", Json.object().textNode(hostile).toString());

        assertThat(ask(token, body).statusCode()).isEqualTo(404);
        lastOf(1);
        gateway.send(HttpRequest.newBuilder(gateway.url().resolve("/v1/models/a%0d%0ab%1b%22%e2%80%ae"))
                .header("authorization", "Bearer " + token).build());
        lastOf(2);

        List<String> lines = log.requests();
        assertThat(lines).hasSize(2).allSatisfy(line -> {
            assertThat(line).endsWith("\n").matches("[^\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+\n");
            assertThat(line.split(" status=\"", -1)).hasSize(2);
            assertThat(line).contains(" status=\"404\" ").contains(" subject=\"x__2026");
        });
    }
}
