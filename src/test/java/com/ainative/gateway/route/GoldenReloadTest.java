package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.Answer;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Golden requests stand between a change and its serving. */
@Timeout(60)
class GoldenReloadTest {

    private static final String GOLDEN = """
            name: fast is answered by one
            request:
              token-tier: free
              body: {model: fast, messages: [{role: user, content: hello}]}
            provider:
              one: {body: {id: x, object: chat.completion, created: 1, model: m1, choices: [
                {index: 0, finish_reason: stop, message: {role: assistant, content: golden}}]}}
            expect:
              status: 200
              provider: one
              json: {"$.choices[0].message.content": golden}
            """;

    private FakeProvider provider;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        provider = FakeProvider.start().always(OpenAiSamples.says(Answer.text("hello")));
        gateway = GatewayHarness.inFrontOf(provider);
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    @DisplayName("GIVEN a golden that holds WHEN reloaded THEN the set serves, and no provider was called")
    void reload_goldenHolds() {
        gateway.writeRoute("tests/fast.yaml", GOLDEN);

        JsonNode result = gateway.reload();

        assertThat(result.path("changed").asBoolean()).isTrue();
        assertThat(result.path("goldens").asInt()).isEqualTo(2);
        assertThat(provider.received()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a golden WHEN a change of the routes breaks what it expects THEN the change is refused by file and line, and what served serves")
    void reload_goldenFails() {
        gateway.writeRoute("tests/fast.yaml", GOLDEN);
        String before = gateway.reload().path("generation").asText();
        gateway.writeRoute("chat.camel.yaml",
                gateway.route("chat.camel.yaml").replace("process: { ref: writeAnswer }",
                        "throwException: { exceptionType: java.lang.IllegalStateException, message: broken }"));

        HttpResponse<String> refused = gateway.admin("POST", "/admin/reload", "");

        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode problem = json(refused).path("problems").path(0);
        assertThat(problem.path("file").asText()).endsWith("tests/fast.yaml");
        assertThat(problem.path("line").asInt()).isEqualTo(9);
        assertThat(problem.path("message").asText()).contains("500");
        HttpResponse<String> answer = gateway.post(chat());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-gateway-generation")).contains(before);
    }

    @Test
    @DisplayName("GIVEN a golden with a tier that is not there WHEN reloaded THEN it is refused by its line, with the tiers there are")
    void reload_goldenUnusable() {
        gateway.writeRoute("tests/fast.yaml", GOLDEN.replace("token-tier: free", "token-tier: gold"));

        JsonNode problems = json(gateway.admin("POST", "/admin/reload", "")).path("problems");

        assertThat(problems).hasSize(1);
        assertThat(problems.path(0).path("line").asInt()).isEqualTo(3);
        assertThat(problems.path(0).path("message").asText()).contains("gold", "free");
    }
}
