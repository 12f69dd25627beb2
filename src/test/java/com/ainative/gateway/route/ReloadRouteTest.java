package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.Folders;
import com.ainative.gateway.fake.Answer;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Routes and configuration change while the gateway runs. */
@Timeout(60)
class ReloadRouteTest {

    private static final String MODELS = "models: {fast: {providers: [{provider: one, model: m1}]}}\n";
    private static final String RELABELLED = """
            - route:
                id: extra
                from:
                  uri: platform-http:/v1/extra
                  parameters: { httpMethodRestrict: GET }
                  steps:
                    - setBody: { constant: "LABEL" }
            """;

    private FakeProvider provider;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        provider = FakeProvider.start().always(OpenAiSamples.says(Answer.text("hello")));
        gateway = GatewayHarness.start("providers: {one: " + GatewayHarness.openAi(provider) + "}\n" + MODELS);
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    private static String generation(HttpResponse<?> answer) {
        return answer.headers().firstValue("x-gateway-generation").orElseThrow();
    }

    @Test
    @DisplayName("GIVEN a new route WHEN reloaded THEN it serves, and every answer names the new generation")
    void reload_newRoute() {
        String before = generation(gateway.post(chat()));
        gateway.writeRoute("extra.camel.yaml", RELABELLED);

        JsonNode result = gateway.reload();

        assertThat(result.path("changed").asBoolean()).isTrue();
        assertThat(result.path("revision").asInt()).isEqualTo(2);
        HttpResponse<String> extra = gateway.get("/v1/extra");
        assertThat(extra.body()).isEqualTo("LABEL");
        assertThat(generation(extra)).isEqualTo(result.path("generation").asText()).isNotEqualTo(before);
        assertThat(gateway.post(chat()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("GIVEN nothing new WHEN reloaded THEN nothing changes")
    void reload_nothingNew() {
        JsonNode result = gateway.reload();

        assertThat(result.path("changed").asBoolean()).isFalse();
        assertThat(result.path("revision").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN a route that cannot start WHEN reloaded THEN it is refused as problem+json and what served serves")
    void reload_refused() {
        String before = generation(gateway.post(chat()));
        gateway.writeRoute("extra.camel.yaml", RELABELLED.replace("setBody", "process: { ref: nobody } #"));

        HttpResponse<String> refused = gateway.admin("POST", "/admin/reload", "");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(json(refused).path("problems").path(0).path("message").asText()).contains("nobody");
        assertThat(generation(gateway.post(chat()))).isEqualTo(before);
        assertThat(gateway.get("/v1/extra").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("GIVEN another model in the configuration WHEN reloaded THEN it is there, and a static setting is refused by its place")
    void reload_config() {
        gateway.changeConfig("models: {fast:", "models: {slow: {providers: [{provider: one, model: m2}]}, fast:");
        gateway.reload();
        assertThat(gateway.get("/v1/models").body()).contains("slow");

        gateway.changeConfig("http: \"127.0.0.1:0\"", "http: \"127.0.0.1:1\"");
        JsonNode refused = json(gateway.admin("POST", "/admin/reload", ""));

        assertThat(refused.path("problems").path(0).path("path").asText()).isEqualTo("listen.http");
        assertThat(refused.path("problems").path(0).path("line").asInt()).isEqualTo(1);
        assertThat(refused.path("problems").path(0).path("message").asText()).startsWith("needs a restart");
    }

    @Test
    @DisplayName("GIVEN two generations WHEN rolled back, and started again THEN the first serves both times")
    void rollback_survivesRestart() {
        String before = generation(gateway.post(chat()));
        gateway.writeRoute("extra.camel.yaml", RELABELLED);
        gateway.reload();

        JsonNode result = json(gateway.admin("POST", "/admin/rollback", "{}"));

        assertThat(result.path("generation").asText()).isEqualTo(before);
        assertThat(generation(gateway.get("/v1/extra"))).isEqualTo(before);
        Folders folders = gateway.folders();
        gateway.close();
        gateway = GatewayHarness.start(folders);
        assertThat(generation(gateway.get("/v1/extra"))).isEqualTo(before);
        JsonNode history = json(gateway.admin("GET", "/admin/generations", ""));
        assertThat(history.path("generations").path(0).path("state").asText()).isEqualTo("rolled-back");
        assertThat(history.path("serving").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN routes that went bad while the gateway was down WHEN started THEN the last good set serves and readiness says degraded")
    void start_lastGood() {
        Folders folders = gateway.folders();
        String before = generation(gateway.post(chat()));
        gateway.writeRoute("chat.camel.yaml", "- nonsense: [");
        gateway.close();

        gateway = GatewayHarness.start(folders);

        assertThat(generation(gateway.post(chat()))).isEqualTo(before);
        HttpResponse<String> ready = gateway.get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("degraded", before);
    }

    @Test
    @DisplayName("GIVEN a stream WHEN its generation is replaced THEN it goes on to its end")
    void reload_openStream() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        provider.then(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("first"));
            go.await();
            wire.chunk(OpenAiSamples.piece("second") + OpenAiSamples.finish() + OpenAiSamples.done());
            wire.endChunks();
        });
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(gateway.open(chat("\"stream\":true")).body(), StandardCharsets.UTF_8));
        String first = reader.readLine();
        gateway.writeRoute("extra.camel.yaml", RELABELLED);
        gateway.reload();
        go.countDown();

        assertThat(first).startsWith("data: ");
        assertThat(reader.lines().toList()).anyMatch(line -> line.contains("second")).contains("data: [DONE]");
    }

    @Test
    @DisplayName("GIVEN a generation that fails live WHEN it is watched THEN it is rolled back by itself, and says so")
    void watch_failsLive() {
        gateway.changeConfig(MODELS, MODELS + "reload: {watch: 1m, min-requests: 5}\n");
        gateway.reload();
        String before = generation(gateway.post(chat()));
        gateway.writeRoute("chat.camel.yaml", gateway.route("chat.camel.yaml").replace("process: { ref: writeAnswer }",
                "throwException: { exceptionType: java.lang.IllegalStateException, message: broken }"));
        String bad = gateway.reload().path("generation").asText();
        for (int i = 0; i < 5; i++) {
            assertThat(gateway.post(chat()).statusCode()).isEqualTo(500);
        }

        await().untilAsserted(() -> assertThat(generation(gateway.get("/health"))).isEqualTo(before));

        assertThat(gateway.post(chat()).statusCode()).isEqualTo(200);
        JsonNode newest = json(gateway.admin("GET", "/admin/generations", "")).path("generations").path(0);
        assertThat(newest.path("generation").asText()).isEqualTo(bad);
        assertThat(newest.path("state").asText()).isEqualTo("rolled-back");
        assertThat(newest.path("why").asText()).contains("5 of 5 requests failed (100%)");
        assertThat(gateway.get("/health/ready").body()).contains("degraded", bad);
    }
}
