package com.ainative.gateway.provider.openai;

import static com.ainative.gateway.provider.openai.Said.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.error.Failure;
import com.ainative.gateway.fake.ChunkRecorder;
import com.ainative.gateway.provider.BrokenAnswerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiStreamTest {

    private static final String NAMES = "'id': 'c1', 'object': 'chat.completion.chunk', 'created': 7, 'model': 'm'";
    private static final String USAGE = "{'prompt_tokens': 1, 'completion_tokens': 2, 'total_tokens': 3}";
    private static final String FINISH = chunk("{'index': 0, 'delta': {}, 'finish_reason': 'stop'}");

    private final ChunkRecorder sink = new ChunkRecorder();
    private final OpenAiStream stream = new OpenAiStream("m1");

    private static String chunk(String choices, String... more) {
        return "{" + NAMES + ", 'choices': [" + choices + "]" + (more.length == 0 ? "" : ", " + String.join(", ", more))
                + "}";
    }

    private static String delta(String delta) {
        return chunk("{'index': 0, 'delta': " + delta + ", 'finish_reason': null}");
    }

    private void say(String... events) {
        for (String event : events) {
            stream.event("", Said.bytes(event), sink);
        }
    }

    private Failure failure() {
        return Objects.requireNonNull(sink.failure());
    }

    @Test
    @DisplayName("GIVEN OpenAI's own chunks with fields of tomorrow WHEN streamed THEN they pass unchanged")
    void event_passes() {
        List<String> chunks = List.of(delta("{'role': 'assistant', 'content': '', 'refusal': null}"),
                delta("{'content': 'Hi', 'x': 1}"), FINISH,
                chunk("", "'usage': " + USAGE, "'service_tier': 'default'"));
        chunks.forEach(this::say);
        say("[DONE]");
        assertThat(sink.isDone()).isTrue();
        assertThat(sink.chunks().stream().map(Said::written)).containsExactlyElementsOf(
                chunks.stream().map(Said::json).toList());
    }

    @Test
    @DisplayName("GIVEN a finish and no [DONE] WHEN the stream ends THEN the answer is complete")
    void end_finished() {
        say(delta("{'content': 'Hi'}"), FINISH);
        stream.end(sink);
        assertThat(sink.isDone()).isTrue();
        assertThat(sink.chunks()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[DONE]", " [DONE] ", ""})
    @DisplayName("GIVEN no finish WHEN the stream ends, with [DONE] or without THEN it has failed")
    void end_unfinished(String end) {
        say(delta("{'content': 'Hi'}"));
        if (end.isEmpty()) {
            stream.end(sink);
        } else {
            say(end);
        }
        assertThat(failure().code()).isEqualTo("upstream_error");
        assertThat(sink.isDone()).isFalse();
    }

    @Test
    @DisplayName("GIVEN nothing but [DONE] WHEN streamed THEN it has failed")
    void event_nothing() {
        say("[DONE]");
        assertThat(failure().status()).isEqualTo(502);
    }

    @Test
    @DisplayName("GIVEN two choices of which one finished WHEN the stream ends THEN it has failed")
    void end_oneOfTwo() {
        say(delta("{'content': 'a'}"), chunk("{'index': 1, 'delta': {'content': 'b'}}"), FINISH);
        stream.end(sink);
        assertThat(sink.failure()).isNotNull();
    }

    @Test
    @DisplayName("GIVEN a late choice that never finishes WHEN the stream ends THEN it has failed, but not for late pieces of a finished one")
    void end_late() {
        say(FINISH, delta("{}"));
        OpenAiStream other = new OpenAiStream("m1");
        ChunkRecorder cut = new ChunkRecorder();
        other.event("", Said.bytes(FINISH), cut);
        other.event("", Said.bytes(chunk("{'index': 1, 'delta': {'content': 'b'}}")), cut);
        stream.end(sink);
        other.end(cut);
        assertThat(sink.isDone()).isTrue();
        assertThat(cut.failure()).isNotNull();
    }

    @Test
    @DisplayName("GIVEN an end WHEN more follows THEN it is ignored")
    void event_afterTheEnd() {
        say(FINISH, "[DONE]", delta("{}"), "not JSON");
        stream.end(sink);
        assertThat(sink.chunks()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN usage in each chunk, and in the finishing one WHEN streamed THEN the last comes once, last, alone")
    void event_usageEverywhere() {
        say(chunk("{'index': 0, 'delta': {'content': 'a'}}", "'usage': {'prompt_tokens': 1, 'completion_tokens': 1}"),
                chunk("{'index': 0, 'delta': {}, 'finish_reason': 'stop'}", "'usage': " + USAGE), "[DONE]");
        assertThat(sink.chunks()).hasSize(3);
        assertThat(sink.chunk(0).has("usage")).isFalse();
        assertThat(sink.chunk(1).has("usage")).isFalse();
        assertThat(Said.written(sink.chunk(-1))).isEqualTo(json(chunk("", "'usage': " + USAGE)));
    }

    @Test
    @DisplayName("GIVEN a usage chunk without choices WHEN streamed THEN it counts")
    void event_usageWithoutChoices() {
        say(FINISH, "{'usage': " + USAGE + "}", "[DONE]");
        assertThat(sink.chunk(-1).at("/usage/total_tokens").intValue()).isEqualTo(3);
        assertThat(sink.chunk(-1).path("id").textValue()).isEqualTo("c1");
    }

    @Test
    @DisplayName("GIVEN Azure's first chunk without choices or names WHEN streamed THEN it passes, and later names count")
    void event_azureFirstChunk() {
        say("{'choices': [], 'created': 0, 'id': '', 'model': '', 'object': '', 'prompt_filter_results': [1]}", FINISH,
                chunk("", "'usage': " + USAGE), "[DONE]");
        assertThat(Said.written(sink.chunk(0))).isEqualTo(json("{'choices': [], 'created': 0, 'id': '', 'model': '', "
                + "'object': 'chat.completion.chunk', 'prompt_filter_results': [1]}"));
        assertThat(sink.chunk(-1).path("id").textValue()).isEqualTo("c1");
    }

    @Test
    @DisplayName("GIVEN chunks that leave names and fields out WHEN streamed THEN they are filled in, from earlier ones where said")
    void event_sparse() {
        say("{'choices': [{'delta': {'content': 'a'}}]}",
                "{'id': 'x', 'created': 5, 'model': 'g', 'choices': [{'delta': "
                        + "{'content': 'b'}, 'finish_reason': ''}]}",
                "{'choices': [{'finish_reason': 'eos'}]}");
        assertThat(Said.written(sink.chunk(0)))
                .isEqualTo(json("{'id': 'chatcmpl-unnamed', 'created': 0, 'model': 'm1', "
                        + "'object': 'chat.completion.chunk', 'choices': [{'index': 0, 'delta': {'content': 'a'}, "
                        + "'finish_reason': null}]}"));
        assertThat(sink.chunk(1).at("/choices/0/finish_reason").isNull()).isTrue();
        assertThat(Said.written(sink.chunk(2))).isEqualTo(json("{'id': 'x', 'created': 5, 'model': 'g', "
                + "'object': 'chat.completion.chunk', 'choices': [{'index': 0, 'delta': {}, "
                + "'finish_reason': 'stop'}]}"));
    }

    @Test
    @DisplayName("GIVEN content in parts WHEN streamed THEN text and thinking are apart, in strings")
    void event_contentParts() {
        say(delta("{'content': [{'type': 'thinking', 'thinking': [{'type': 'text', 'text': 'hm'}]}]}"),
                delta("{'content': [{'type': 'text', 'text': 'Hi'}]}"));
        assertThat(sink.chunk(0).at("/choices/0/delta"))
                .isEqualTo(json("{'content': null, 'reasoning_content': 'hm'}"));
        assertThat(sink.chunk(1).at("/choices/0/delta")).isEqualTo(json("{'content': 'Hi'}"));
    }

    private JsonNode calls(String calls) {
        say(delta("{'tool_calls': [" + calls + "]}"));
        return sink.chunk(-1).at("/choices/0/delta/tool_calls");
    }

    @Test
    @DisplayName("GIVEN OpenAI's tool call pieces WHEN streamed THEN they pass as they are")
    void event_toolCalls() {
        for (String piece : List.of(
                "{'index': 0, 'id': 'a', 'type': 'function', 'function': {'name': 'f', 'arguments': ''}}",
                "{'index': 0, 'function': {'arguments': '{}'}}",
                "{'index': 1, 'id': 'b', 'type': 'function', 'function': {'name': 'f', 'arguments': ''}}",
                "{'index': 0, 'function': {'arguments': 'x'}}", "{'index': 1, 'function': {'arguments': '{'}}")) {
            assertThat(Said.written((ObjectNode) calls(piece).get(0)))
                    .isEqualTo(json(piece));
        }
    }

    @Test
    @DisplayName("GIVEN tool calls counted from one WHEN streamed THEN they are counted from zero")
    void event_toolCallsFromOne() {
        assertThat(calls("{'index': 1, 'id': 'a', 'function': {'name': 'f'}}").at("/0/index").intValue()).isZero();
        assertThat(calls("{'index': 1, 'function': {'arguments': '{}'}}").at("/0/index").intValue()).isZero();
        assertThat(calls("{'index': 2, 'id': 'b', 'function': {'name': 'f'}}").at("/0/index").intValue()).isOne();
    }

    @Test
    @DisplayName("GIVEN whole tool calls without index, id, type or a string WHEN streamed THEN each is a call of its own")
    void event_toolCallsWhole() {
        JsonNode calls = calls("{'function': {'name': 'f', 'arguments': {'x': 1}}}, {'function': {'name': 'g'}}");
        assertThat(calls.at("/0/index").intValue()).isZero();
        assertThat(calls.at("/0/type").textValue()).isEqualTo("function");
        assertThat(calls.at("/0/function/arguments").textValue()).isEqualTo("{\"x\":1}");
        assertThat(calls.at("/1/index").intValue()).isOne();
        assertThat(calls.at("/0/id").textValue()).startsWith("call_").isNotEqualTo(calls.at("/1/id").textValue());
        assertThat(calls("{'function': {'arguments': 'x'}}").at("/0/index").intValue()).isOne();
    }

    @Test
    @DisplayName("GIVEN several calls under one index WHEN streamed THEN they are told apart by their ids")
    void event_toolCallsOneIndex() {
        calls("{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': '{}'}}");
        assertThat(
                calls("{'index': 0, 'id': 'b', 'function': {'name': 'f', 'arguments': '{'}}").at("/0/index").intValue())
                .isOne();
        assertThat(calls("{'index': 0, 'function': {'arguments': '}'}}").at("/0/index").intValue()).isOne();
        assertThat(calls("{'index': 0, 'id': 'a', 'function': {'arguments': ''}}").at("/0/index").intValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'error': {'message': 'said', 'code': 502}}", "{'error': 'said'}",
        "{'choices': [{'delta': {}, 'error': {'message': 'said'}, 'finish_reason': 'error'}]}"})
    @DisplayName("GIVEN an error in any of its places WHEN streamed THEN the stream has failed with its words")
    void event_error(String event) {
        say(delta("{'content': 'Hi'}"), event, FINISH);
        stream.end(sink);
        assertThat(failure().message()).isEqualTo("said");
        assertThat(sink.chunks()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN an event named error WHEN streamed THEN all of it is the error")
    void event_errorByName() {
        stream.event("error", Said.bytes("{'message': 'said'}"), sink);
        assertThat(failure().message()).isEqualTo("said");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1]", "", "{'a': 1}", "{'choices': {}}", "{'choices': [1]}",
        "{'choices': [{'delta': {}, 'finish_reason': 'error'}]}"})
    @DisplayName("GIVEN a chunk that is none WHEN streamed THEN it is a broken answer, not skipped")
    void event_broken(String event) {
        assertThatThrownBy(() -> say(event)).isInstanceOf(BrokenAnswerException.class);
    }
}
