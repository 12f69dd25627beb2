package com.ainative.gateway.provider.openai;

import static com.ainative.gateway.provider.openai.Said.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.fake.ChunkRecorder;
import com.ainative.gateway.provider.DialectCall;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OpenAiDialectTest {

    private static final String ASKED = "{'model': 'fast', 'messages': [{'role': 'user', 'content': 'Hi', 'x': [1]}], "
            + "'made_up': {'a': 1.50}";

    private final OpenAiDialect dialect = new OpenAiDialect();

    private DialectCall call(String request) {
        return dialect.call(new ChatRequest(json(request)), TargetConfig.of("openai", "gpt-5-mini"));
    }

    @Test
    @DisplayName("GIVEN a key, and none WHEN asked for headers THEN the key is a bearer token, and is missing")
    void headers() {
        assertThat(dialect.headers(new Secret("k1"))).containsEntry("authorization", "Bearer k1")
                .containsEntry("content-type", "application/json").hasSize(2);
        assertThat(dialect.headers(null)).containsOnlyKeys("content-type");
    }

    @Test
    @DisplayName("GIVEN a request with unknown fields WHEN prepared THEN all is sent as it came but for the model")
    void call_passesAll() {
        ObjectNode request = json(ASKED + "}");
        DialectCall call = dialect.call(new ChatRequest(request), TargetConfig.of("openai", "gpt-5-mini"));
        assertThat(call.path()).isEqualTo("/chat/completions");
        assertThat(call.dropped()).isEmpty();
        assertThat(call.body()).isEqualTo(json(ASKED + "}").put("model", "gpt-5-mini"));
        assertThat(request).isEqualTo(json(ASKED + "}"));
    }

    @Test
    @DisplayName("GIVEN a streamed request WHEN prepared THEN usage is asked for, whatever the caller said of it")
    void call_stream() {
        assertThat(call(ASKED + ", 'stream': true}").body().path("stream_options"))
                .isEqualTo(json("{'include_usage': true}"));
        assertThat(call(ASKED + ", 'stream': true, 'stream_options': {'include_usage': false, 'b': 1}}").body()
                .path("stream_options")).isEqualTo(json("{'include_usage': true, 'b': 1}"));
        assertThat(call(ASKED + ", 'stream': true, 'stream_options': null}").body().path("stream_options"))
                .isEqualTo(json("{'include_usage': true}"));
        assertThat(call(ASKED + ", 'stream': false}").body().has("stream_options")).isFalse();
    }

    @Test
    @DisplayName("GIVEN answers that do not name their model WHEN read THEN the one that was asked for is named")
    void call_namesModel() {
        DialectCall call = call(ASKED + "}");
        assertThat(call.answer(json("{'choices': [{'message': {'content': 'x'}}]}")).path("model").textValue())
                .isEqualTo("gpt-5-mini");
        ChunkRecorder sink = new ChunkRecorder();
        call.stream().event("", Said.bytes("{'choices': [{'delta': {'content': 'x'}}]}"), sink);
        assertThat(sink.chunk(0).path("model").textValue()).isEqualTo("gpt-5-mini");
    }

    @Test
    @DisplayName("GIVEN a refusal WHEN read THEN its status and words are kept")
    void refusal() {
        assertThat(
                dialect.refusal(404, Said.bytes("{'error': {'message': 'no such model', 'code': 'model_not_found'}}")))
                .satisfies(failure -> {
                    assertThat(failure.status()).isEqualTo(404);
                    assertThat(failure.code()).isEqualTo("model_not_found");
                });
    }
}
