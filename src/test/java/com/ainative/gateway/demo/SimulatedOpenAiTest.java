package com.ainative.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.demo.Behaviour.Answers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SimulatedOpenAiTest {

    private static final String ANSWER = "You said \"good day\". I am a simulated provider that speaks OpenAI's protocol,"
            + " so this answer cost nothing.";
    private static final int WORDS = 18;

    private SimulatedProvider provider;
    private URI url;

    @BeforeEach
    void start() throws IOException {
        provider = SimulatedProvider.openAi(new Answers(Duration.ZERO), () -> Instant.ofEpochSecond(1_700_000_000));
        url = provider.url().resolve("/v1/chat/completions");
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private HttpResponse<String> ask(String more) throws IOException, InterruptedException {
        return RawClient.post(url, """
                {"model":"gpt-x","messages":[{"role":"system","content":"Be kind."},
                {"role":"user","content":[{"type":"text","text":"good day"}]}]%s}""".formatted(more),
                "authorization", "Bearer k");
    }

    @Test
    @DisplayName("GIVEN a plain request WHEN it is answered THEN the completion has every field the protocol requires")
    void whole_shape() throws Exception {
        HttpResponse<String> response = ask("");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(RawClient.json(response)).isEqualTo(RawClient.json("""
                {"id":"chatcmpl-simulated-1","object":"chat.completion","created":1700000000,"model":"gpt-x",
                "system_fingerprint":null,"choices":[{"index":0,"message":{"role":"assistant","content":"%s",
                "refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":4,
                "completion_tokens":%d,"total_tokens":%d,"prompt_tokens_details":{"cached_tokens":0},
                "completion_tokens_details":{"reasoning_tokens":0}}}""".formatted(ANSWER.replace("\"", "\\\""), WORDS,
                WORDS + 4)));
    }

    @Test
    @DisplayName("GIVEN a streamed request with usage WHEN it is answered THEN role, words, finish, usage and DONE follow")
    void stream_shape() throws Exception {
        HttpResponse<String> response = ask(",\"stream\":true,\"stream_options\":{\"include_usage\":true}");

        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        List<List<String>> events = RawClient.events(response);
        assertThat(events).hasSize(WORDS + 4).allSatisfy(event -> assertThat(event).hasSize(1))
                .last().isEqualTo(List.of("data: [DONE]"));
        List<JsonNode> chunks = new ArrayList<>();
        for (List<String> event : events.subList(0, events.size() - 1)) {
            chunks.add(RawClient.json(event.getFirst().substring("data: ".length())));
        }
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("id").textValue()).isEqualTo("chatcmpl-simulated-1");
            assertThat(chunk.path("object").textValue()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("created").intValue()).isEqualTo(1_700_000_000);
            assertThat(chunk.path("model").textValue()).isEqualTo("gpt-x");
        });
        assertThat(chunks.getFirst().at("/choices/0/delta/role").textValue()).isEqualTo("assistant");
        assertThat(chunks.getFirst().path("usage").isNull()).isTrue();
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(chunk.at("/choices/0/delta/content").asText("")));
        assertThat(text.toString()).isEqualTo(ANSWER);
        assertThat(chunks.get(WORDS + 1).at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(chunks.getLast().path("choices")).isEmpty();
        assertThat(chunks.getLast().at("/usage/total_tokens").intValue()).isEqualTo(WORDS + 4);
    }

    @Test
    @DisplayName("GIVEN a streamed request without usage WHEN it is answered THEN no chunk speaks of usage")
    void stream_withoutUsage() throws Exception {
        HttpResponse<String> response = ask(",\"stream\":true");

        assertThat(RawClient.events(response)).hasSize(WORDS + 3);
        assertThat(response.body()).doesNotContain("usage");
    }

    @Test
    @DisplayName("GIVEN a request without key, messages, JSON or the right path WHEN it is sent THEN it is refused as OpenAI would")
    void objection_kinds() throws Exception {
        assertThat(RawClient.post(url, "{}").statusCode()).isEqualTo(401);
        assertThat(RawClient.post(url, "{}", "authorization", "Basic k").statusCode()).isEqualTo(401);
        HttpResponse<String> empty = RawClient.post(url, "{}", "authorization", "Bearer k");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(RawClient.json(empty)).isEqualTo(RawClient.json("""
                {"error":{"message":"'messages' is missing or empty.","type":"invalid_request_error","param":null,
                "code":null}}"""));
        assertThat(RawClient.post(url, "{", "authorization", "Bearer k").statusCode()).isEqualTo(400);
        assertThat(RawClient.post(url, "[]", "authorization", "Bearer k").statusCode()).isEqualTo(400);
        assertThat(RawClient.post(provider.url().resolve("/v1/messages"), "{}").statusCode()).isEqualTo(404);
        assertThat(provider.calls()).isEqualTo(6);
    }
}
