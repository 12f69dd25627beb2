package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.fake.Answer;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.observe.CapturedLog;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code POST /admin/preview}. */
@Timeout(60)
class PreviewTest {

    private static final String LONG = "/admin/preview?seconds=3600";
    private static final String SHORT = "/admin/preview?seconds=1";

    private FakeProvider provider;
    private GatewayHarness gateway;
    private CapturedLog log;
    private final HttpClient operator = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        log = CapturedLog.open();
        provider = FakeProvider.start().always(OpenAiSamples.says(Answer.text("hello")));
        gateway = GatewayHarness.inFrontOf(provider);
    }

    @AfterEach
    void stop() {
        operator.shutdownNow();
        gateway.close();
        provider.close();
        log.close();
    }

    private CompletableFuture<HttpResponse<String>> begin(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(gateway.adminUrl().resolve(path))
                .header("authorization", "Bearer " + gateway.token("ops", "pro", "operator"))
                .POST(BodyPublishers.ofString(body)).build();
        return operator.sendAsync(request, BodyHandlers.ofString()).orTimeout(40, TimeUnit.SECONDS);
    }

    private void awaitBegun() {
        await().until(() -> log.events().stream().anyMatch(event -> event.contains("is held against live requests")));
    }

    @Test
    @DisplayName("GIVEN no requests WHEN previewed THEN nothing was seen, and nothing has changed")
    void preview_noTraffic() {
        gateway.changeConfig("model: m1", "model: m2");

        JsonNode report = json(gateway.admin("POST", SHORT, ""));

        String generation = report.path("generation").asText();
        assertThat(report).hasToString(Json.object().put("generation", generation).put("seen", 0).put("compared", 0)
                .put("skipped", 0).set("differences", Json.object().arrayNode()).toString());
        assertThat(json(gateway.admin("GET", "/admin/generations", "")).path("serving").asInt()).isEqualTo(1);
        assertThat(gateway.reload().path("generation").asText()).isEqualTo(generation);
    }

    @Test
    @DisplayName("GIVEN requests that come in WHEN the folders are previewed THEN what would differ is told, without a word of theirs, and each is asked once")
    void preview_differs() {
        gateway.changeConfig("model: m1", "model: m2");
        JsonNode report;
        int sent = 0;
        do { // however slow the machine is, one of them sees a request
            CompletableFuture<HttpResponse<String>> preview = begin(SHORT, "{}");
            while (!preview.isDone()) {
                assertThat(gateway.post(chat("\"user\":\"whisper\"")).statusCode()).isEqualTo(200);
                sent++;
            }
            report = json(preview.join());
        } while (report.path("compared").asInt() == 0);

        JsonNode difference = report.path("differences").path(0);

        assertThat(report.path("seen").asInt()).isBetween(1, sent);
        assertThat(report.path("compared").asInt() + report.path("skipped").asInt())
                .isEqualTo(report.path("seen").asInt());
        assertThat(report.path("differences")).hasSize(1);
        assertThat(difference.path("kind").asText()).isEqualTo("providers");
        assertThat(difference.path("count")).isEqualTo(report.path("compared"));
        assertThat(difference.path("now").asText()).isEqualTo("one/m1");
        assertThat(difference.path("then").asText()).isEqualTo("one/m2");
        assertThat(difference.path("example").asText()).startsWith("req-");
        assertThat(report.toString()).doesNotContain("whisper", "Bearer");
        assertThat(provider.received()).hasSize(sent);
    }

    @Test
    @DisplayName("GIVEN routes that are sent WHEN one is bad THEN every problem is told at once, as when applied")
    void preview_refused() {
        ObjectNode body = Json.object();
        body.putObject("files").put("bad.camel.yaml", "- nonsense: [");

        HttpResponse<String> refused = gateway.admin("POST", LONG, body.toString());

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(json(refused).path("problems")).isNotEmpty();
    }

    @Test
    @DisplayName("GIVEN a preview that runs WHEN another is asked for THEN it has to wait; WHEN what serves changes THEN the preview ends and says so")
    void preview_changedMeanwhile() {
        CompletableFuture<HttpResponse<String>> preview = begin(LONG, "{}");
        awaitBegun();

        HttpResponse<String> second = gateway.admin("POST", SHORT, "{}");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).path("detail").asText()).contains("Another preview");
        gateway.changeConfig("model: m1", "model: m2");
        String generation = gateway.reload().path("generation").asText();

        HttpResponse<String> ended = preview.join();
        assertThat(ended.statusCode()).isEqualTo(409);
        assertThat(json(ended).path("detail").asText()).contains("Generation " + generation + " serves since");
        assertThat(gateway.post(chat()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("GIVEN a preview that runs WHEN the operator hangs up THEN it ends, and another may begin")
    void preview_hungUp() {
        CompletableFuture<HttpResponse<String>> preview = begin(LONG, "{}");
        awaitBegun();

        preview.cancel(true);

        await().until(() -> gateway.admin("POST", SHORT, "{}").statusCode() == 200);
    }

    @Test
    @DisplayName("GIVEN a preview that runs WHEN the gateway stops THEN it ends with it")
    void preview_closed() {
        CompletableFuture<HttpResponse<String>> preview = begin(LONG, "{}");
        awaitBegun();

        gateway.close();
        gateway = GatewayHarness.inFrontOf(provider); // for what every test closes

        assertThat(preview.handle((answer, broken) -> broken != null || answer.statusCode() == 503).join()).isTrue();
    }
}
