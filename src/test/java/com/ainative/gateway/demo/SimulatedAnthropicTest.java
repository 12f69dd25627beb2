package com.ainative.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.demo.Behaviour.Answers;
import com.ainative.gateway.demo.Behaviour.Refuses;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedAnthropicTest {

    private static final String ANSWER = "You said \"good day\". I am a simulated provider that speaks Anthropic's protocol,"
            + " so this answer cost nothing.";
    private static final int WORDS = 18;
    private static final String[] HEADERS = {"x-api-key", "k", "anthropic-version", "2023-06-01"};

    private SimulatedProvider provider;
    private URI url;

    @BeforeEach
    void start() throws IOException {
        provider = SimulatedProvider.anthropic(new Answers(Duration.ZERO), () -> Instant.EPOCH);
        url = provider.url().resolve("/v1/messages");
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private HttpResponse<String> ask(String more) throws IOException, InterruptedException {
        return RawClient.post(url, """
                {"model":"claude-x","max_tokens":100,"system":[{"type":"text","text":"Be kind."}],
                "messages":[{"role":"user","content":"good day"}]%s}""".formatted(more), HEADERS);
    }

    @Test
    @DisplayName("GIVEN a plain request WHEN it is answered THEN the message has every field the protocol requires")
    void whole_shape() throws Exception {
        assertThat(RawClient.json(ask(""))).isEqualTo(RawClient.json("""
                {"id":"msg_simulated1","type":"message","role":"assistant","model":"claude-x",
                "content":[{"type":"text","text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,
                "usage":{"input_tokens":4,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,
                "output_tokens":%d}}""".formatted(ANSWER.replace("\"", "\\\""), WORDS)));
    }

    @Test
    @DisplayName("GIVEN a streamed request WHEN it is answered THEN the events come named and in the protocol's order")
    void stream_shape() throws Exception {
        HttpResponse<String> response = ask(",\"stream\":true");

        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        List<String> names = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        List<JsonNode> events = new ArrayList<>();
        for (List<String> lines : RawClient.events(response)) {
            assertThat(lines).hasSize(2);
            JsonNode event = RawClient.json(lines.getLast().substring("data: ".length()));
            assertThat(lines.getFirst()).isEqualTo("event: " + event.path("type").textValue());
            names.add(event.path("type").textValue());
            text.append(event.at("/delta/text").asText(""));
            events.add(event);
        }
        List<String> expected = new ArrayList<>(List.of("message_start", "content_block_start", "ping"));
        for (int i = 0; i < WORDS; i++) {
            expected.add("content_block_delta");
        }
        expected.addAll(List.of("content_block_stop", "message_delta", "message_stop"));
        assertThat(names).isEqualTo(expected);
        assertThat(text.toString()).isEqualTo(ANSWER);
        JsonNode start = events.getFirst().path("message");
        assertThat(start.path("content")).isEmpty();
        assertThat(start.path("stop_reason").isNull()).isTrue();
        assertThat(start.at("/usage/input_tokens").intValue()).isEqualTo(4);
        JsonNode delta = events.get(events.size() - 2);
        assertThat(delta.at("/delta/stop_reason").textValue()).isEqualTo("end_turn");
        assertThat(delta.at("/usage/output_tokens").intValue()).isEqualTo(WORDS);
    }

    @Test
    @DisplayName("GIVEN a request without what the protocol demands WHEN it is sent THEN it is refused as Anthropic would")
    void objection_kinds() throws Exception {
        assertThat(RawClient.post(url, "{}").statusCode()).isEqualTo(401);
        assertThat(RawClient.post(url, "{}", "x-api-key", "k").statusCode()).isEqualTo(400);
        assertThat(RawClient.post(url, "{\"max_tokens\":1}", HEADERS).body()).contains("messages: at least one");
        assertThat(RawClient.json(RawClient.post(url, "{\"messages\":[{}]}", HEADERS))).isEqualTo(RawClient.json("""
                {"type":"error","error":{"type":"invalid_request_error",
                "message":"max_tokens: a number above 0 is required"}}"""));
    }

    @ParameterizedTest
    @CsvSource({"401,authentication_error", "404,not_found_error", "429,rate_limit_error", "500,api_error",
        "503,api_error", "529,overloaded_error", "400,invalid_request_error"})
    @DisplayName("GIVEN a status to refuse with WHEN it is asked THEN the error has the type that belongs to it")
    void error_types(int status, String type) throws Exception {
        provider.behave(new Refuses(status));

        HttpResponse<String> response = ask("");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(RawClient.json(response).at("/error/type").textValue()).isEqualTo(type);
    }
}
