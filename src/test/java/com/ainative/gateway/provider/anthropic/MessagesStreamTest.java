package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.provider.BrokenAnswerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletionChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesStreamTest {

    static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));
    private static final String START = "{'type': 'message_start', 'message': {'id': 'msg_1', 'model': 'claude-new-1',"
            + "'role': 'assistant', 'content': [], 'usage': {'input_tokens': 9, 'cache_read_input_tokens': 4,"
            + "'output_tokens': 1}}}";
    private static final String STOP = "{'type': 'message_stop'}";

    private final RecordingSink sink = new RecordingSink();
    private MessagesStream stream = new MessagesStream(CLOCK, false);

    private static String block(int index, String block) {
        return "{'type': 'content_block_start', 'index': " + index + ", 'content_block': " + block + "}";
    }

    private static String piece(int index, String type, String field, String text) {
        return "{'type': 'content_block_delta', 'index': " + index + ", 'delta': {'type': '" + type + "', '" + field
                + "': '" + text + "'}}";
    }

    private static String end(int index) {
        return "{'type': 'content_block_stop', 'index': " + index + "}";
    }

    private static String reason(String reason) {
        return "{'type': 'message_delta', 'delta': {'stop_reason': '" + reason
                + "', 'stop_sequence': null}, 'usage': {'output_tokens': 6}}";
    }

    private RecordingSink feed(String... events) {
        for (String event : events) {
            stream.event("", event.replace('\'', '"').getBytes(StandardCharsets.UTF_8), sink);
        }
        return sink;
    }

    private JsonNode delta(String delta) {
        return Ask.tree(delta);
    }

    @Test
    @DisplayName("GIVEN a text answer WHEN streamed THEN role, pieces, reason, usage alone, done; all in one frame")
    void event_text() {
        feed(START, block(0, "{'type': 'text', 'text': ''}"), "{'type': 'ping'}",
                piece(0, "text_delta", "text", "Good "), piece(0, "text_delta", "text", "day."), end(0),
                reason("end_turn"), STOP);

        String head = "{'id': 'msg_1', 'object': 'chat.completion.chunk', 'created': 1700000000,"
                + "'model': 'claude-new-1',";
        String tail = ", 'finish_reason': null, 'logprobs': null}]}";
        assertThat(sink.chunks()).containsExactly(
                Ask.json(head + "'choices': [{'index': 0, 'delta': {'role': 'assistant', 'content': ''}" + tail),
                Ask.json(head + "'choices': [{'index': 0, 'delta': {'content': 'Good '}" + tail),
                Ask.json(head + "'choices': [{'index': 0, 'delta': {'content': 'day.'}" + tail),
                Ask.json(head + "'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop', 'logprobs': null}]}"),
                Ask.json(head + "'choices': [], 'usage': {'prompt_tokens': 13, 'completion_tokens': 6,"
                        + "'total_tokens': 19, 'prompt_tokens_details': {'cached_tokens': 4,"
                        + "'cache_creation_tokens': 0}}}"));
        assertThat(sink.isDone()).isTrue();
        assertThat(sink.pings()).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN a stream with all there is WHEN streamed THEN OpenAI's own client finds each chunk valid")
    void event_validForOpenAiClient() throws IOException {
        feed(START, block(0, "{'type': 'thinking', 'thinking': '', 'signature': ''}"), end(0),
                block(1, "{'type': 'tool_use', 'id': 'toolu_1', 'name': 'f', 'input': {}}"), end(1),
                reason("tool_use"), STOP);

        for (ObjectNode chunk : sink.chunks()) {
            ChatCompletionChunk parsed = ObjectMappers.jsonMapper()
                    .readValue(new String(Json.write(chunk), StandardCharsets.UTF_8), ChatCompletionChunk.class);
            assertThat(parsed.validate().id()).isEqualTo("msg_1");
        }
    }

    @Test
    @DisplayName("GIVEN blocks that begin with text WHEN streamed THEN that text is passed on")
    void event_initialText() {
        feed(START, block(0, "{'type': 'thinking', 'thinking': 'hm', 'signature': 's'}"), end(0),
                block(1, "{'type': 'text', 'text': 'Yes'}"), end(1));

        assertThat(sink.deltas()).containsExactly(delta("{'role': 'assistant', 'content': ''}"),
                delta("{'reasoning_content': 'hm'}"),
                delta("{'thinking_blocks': [{'type': 'thinking', 'thinking': 'hm', 'signature': 's', 'index': 0}]}"),
                delta("{'content': 'Yes'}"));
    }

    @Test
    @DisplayName("GIVEN server tools before two tools WHEN streamed THEN only the caller's are told, from 0")
    void event_toolCalls() {
        feed(START, block(0, "{'type': 'server_tool_use', 'id': 's', 'name': 'web_search', 'input': {}}"),
                piece(0, "input_json_delta", "partial_json", "{}"), end(0),
                block(1, "{'type': 'web_search_tool_result', 'tool_use_id': 's', 'content': []}"), end(1),
                block(2, "{'type': 'tool_use', 'id': 'toolu_1', 'name': 'f', 'input': {}}"),
                piece(2, "input_json_delta", "partial_json", ""), piece(2, "input_json_delta", "partial_json", "[1,"),
                piece(2, "input_json_delta", "partial_json", "2]"), end(2),
                block(3, "{'type': 'tool_use', 'id': 'toolu_2', 'name': 'g'}"),
                piece(3, "input_json_delta", "partial_json", "3"), end(3), reason("tool_use"), STOP);

        assertThat(sink.deltas().stream().skip(1)).containsExactly(
                delta("{'tool_calls': [{'index': 0, 'id': 'toolu_1', 'type': 'function',"
                        + "'function': {'name': 'f', 'arguments': ''}}]}"),
                delta("{'tool_calls': [{'index': 0, 'function': {'arguments': '[1,'}}]}"),
                delta("{'tool_calls': [{'index': 0, 'function': {'arguments': '2]'}}]}"),
                delta("{'tool_calls': [{'index': 1, 'id': 'toolu_2', 'type': 'function',"
                        + "'function': {'name': 'g', 'arguments': ''}}]}"),
                delta("{'tool_calls': [{'index': 1, 'function': {'arguments': '3'}}]}"));
        assertThat(sink.finishReason()).isEqualTo("tool_calls");
    }

    @ParameterizedTest
    @DisplayName("GIVEN a tool block without a piece of arguments WHEN it stops THEN those it began with")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{}|{}", "{'q': 1}|{\"q\":1}"})
    void event_toolWithoutArguments(String input, String arguments) {
        feed(START, block(0, "{'type': 'tool_use', 'id': 'toolu_1', 'name': 'f', 'input': " + input + "}"),
                piece(0, "input_json_delta", "partial_json", ""), end(0));

        assertThat(sink.deltas()).hasSize(3);
        assertThat(sink.deltas().getLast().at("/tool_calls/0/function/arguments").asText()).isEqualTo(arguments);
    }

    @Test
    @DisplayName("GIVEN thinking WHEN streamed THEN pieces as they come, the signed block at its end")
    void event_thinking() {
        feed(START, block(0, "{'type': 'thinking', 'thinking': '', 'signature': ''}"),
                piece(0, "thinking_delta", "thinking", "h"), piece(0, "thinking_delta", "thinking", "m"),
                piece(0, "signature_delta", "signature", "s1"), end(0),
                block(1, "{'type': 'redacted_thinking', 'data': 'xyz'}"), end(1));

        assertThat(sink.deltas().stream().skip(1)).containsExactly(delta("{'reasoning_content': 'h'}"),
                delta("{'reasoning_content': 'm'}"),
                delta("{'thinking_blocks': [{'type': 'thinking', 'thinking': 'hm', 'signature': 's1', 'index': 0}]}"),
                delta("{'thinking_blocks': [{'type': 'redacted_thinking', 'data': 'xyz', 'index': 1}]}"));
    }

    @Test
    @DisplayName("GIVEN the format tool WHEN streamed THEN its first input is the content and the reason is stop")
    void event_formatTool() {
        stream = new MessagesStream(CLOCK, true);
        String tool = "{'type': 'tool_use', 'id': 'toolu_1', 'name': 'json_tool_call', 'input': {}}";
        feed(START, block(0, tool), piece(0, "input_json_delta", "partial_json", "[1"),
                piece(0, "input_json_delta", "partial_json", "]"), end(0), block(1, tool),
                piece(1, "input_json_delta", "partial_json", "[2]"), end(1), reason("tool_use"), STOP);

        assertThat(sink.joined("content")).isEqualTo("[1]");
        assertThat(sink.deltas()).noneMatch(delta -> delta.has("tool_calls"));
        assertThat(sink.finishReason()).isEqualTo("stop");
    }

    @Test
    @DisplayName("GIVEN a format tool without input WHEN streamed THEN the content is an empty object")
    void event_formatToolWithoutInput() {
        stream = new MessagesStream(CLOCK, true);
        feed(START, block(0, "{'type': 'tool_use', 'id': 'toolu_1', 'name': 'json_tool_call'}"), end(0));

        assertThat(sink.joined("content")).isEqualTo("{}");
    }

    @Test
    @DisplayName("GIVEN usage in several events WHEN streamed THEN each field has its last value")
    void event_cumulativeUsage() {
        feed(START, "{'type': 'message_delta', 'delta': {'stop_reason': 'end_turn'}, 'usage': {'input_tokens': 10,"
                + "'output_tokens': 5, 'cache_creation_input_tokens': null}}",
                "{'type': 'message_delta', 'delta': {'stop_reason': null}, 'usage': {'output_tokens': 7}}",
                "{'type': 'message_delta', 'delta': {}}", STOP);

        JsonNode usage = sink.chunks().getLast().path("usage");
        assertThat(usage.path("prompt_tokens").intValue()).isEqualTo(14);
        assertThat(usage.path("completion_tokens").intValue()).isEqualTo(7);
        assertThat(sink.finishReason()).isEqualTo("stop");
    }

    @Test
    @DisplayName("GIVEN a refusal WHEN streamed THEN its reason comes before content_filter")
    void event_refusal() {
        feed(START, "{'type': 'message_delta', 'delta': {'stop_reason': 'refusal',"
                + "'stop_details': {'explanation': 'No.'}}, 'usage': {}}", STOP);

        assertThat(sink.joined("refusal")).isEqualTo("No.");
        assertThat(sink.finishReason()).isEqualTo("content_filter");
    }

    @Test
    @DisplayName("GIVEN a second message_start WHEN streamed THEN it is ignored")
    void event_secondStart() {
        feed(START, START.replace("msg_1", "msg_2"), reason("end_turn"), STOP);

        assertThat(sink.chunks()).hasSize(3).allMatch(chunk -> chunk.path("id").asText().equals("msg_1"));
    }

    @Test
    @DisplayName("GIVEN events, blocks and pieces that do not exist yet, and citations WHEN streamed THEN skipped")
    void event_unknown() {
        String tool = "{'type': 'tool_use', 'id': 'a', 'name': 'f'}";
        feed("{'type': 'weather_report'}", START, block(0, "{'type': 'hologram'}"),
                piece(0, "hologram_delta", "x", "y"), end(0), block(1, "{'type': 'text'}"),
                "{'type': 'content_block_delta', 'index': 1, 'delta': {'type': 'citations_delta', 'citation': {}}}",
                end(1), block(2, "{'type': 'thinking'}"), piece(2, "glimpse_delta", "x", "y"), end(2),
                block(3, "{'type': 'redacted_thinking', 'data': 'd'}"), piece(3, "glimpse_delta", "x", "y"),
                block(4, tool), piece(4, "glimpse_delta", "x", "y"));

        assertThat(sink.joined("content")).isEmpty();
    }

    @Test
    @DisplayName("GIVEN data without a type WHEN streamed THEN the event's name says what it is")
    void event_typeByName() {
        stream.event("ping", "{}".getBytes(StandardCharsets.UTF_8), sink);

        assertThat(sink.pings()).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN an error event WHEN streamed THEN failed, without a finish chunk, and what follows is ignored")
    void event_error() {
        feed(START, "{'type': 'error', 'error': {'type': 'overloaded_error', 'message': 'Overloaded'}}", STOP);
        stream.end(sink);

        assertThat(sink.failure()).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo("overloaded");
            assertThat(failure.status()).isEqualTo(503);
        });
        assertThat(sink.finishReason()).isNull();
    }

    @Test
    @DisplayName("GIVEN the provider closes early WHEN the stream ends THEN failed, never a clean end")
    void end_early() {
        feed(START, block(0, "{'type': 'text', 'text': 'Go'}"), end(0), reason("end_turn"));
        stream.end(sink);

        assertThat(sink.isDone()).isFalse();
        assertThat(sink.finishReason()).isNull();
        assertThat(sink.failure()).map(Failure::code).contains("upstream_error");
    }

    @Test
    @DisplayName("GIVEN a finished answer WHEN more arrives and the stream ends THEN it is ignored")
    void end_afterDone() {
        feed(START, reason("end_turn"), STOP, "not JSON", START);
        stream.end(sink);

        assertThat(sink.isDone()).isTrue();
        assertThat(sink.failure()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("GIVEN no JSON object WHEN streamed THEN the answer is broken")
    @ValueSource(strings = {"", "{", "[]", "'x'", "{'type': 1}", "{} {}"})
    void event_noObject(String data) {
        assertThatThrownBy(() -> feed(data)).isInstanceOf(BrokenAnswerException.class);
    }

    @Test
    @DisplayName("GIVEN bytes that are no text WHEN streamed THEN the answer is broken")
    void event_noText() {
        byte[] data = {0, 0, 0, '{', (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};

        assertThatThrownBy(() -> stream.event("", data, sink)).isInstanceOf(BrokenAnswerException.class);
    }

    @ParameterizedTest
    @DisplayName("GIVEN anything but message_start at first WHEN streamed THEN the answer is broken")
    @ValueSource(strings = {"{'type': 'content_block_start', 'index': 0, 'content_block': {'type': 'text'}}",
        "{'type': 'content_block_delta', 'index': 0, 'delta': {'type': 'text_delta', 'text': 'x'}}",
        "{'type': 'content_block_stop', 'index': 0}", "{'type': 'message_delta', 'delta': {}}",
        "{'type': 'message_stop'}", "{'type': 'message_start'}", "{'type': 'message_start', 'message': {}}",
        "{'type': 'message_start', 'message': {'id': 'a', 'model': 'm', 'usage': {'input_tokens': 'x'}}}"})
    void event_withoutStart(String event) {
        assertThatThrownBy(() -> feed(event)).isInstanceOf(BrokenAnswerException.class);
        assertThat(sink.chunks()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("GIVEN an event that cannot come now, or of a wrong shape WHEN streamed THEN the answer is broken")
    @ValueSource(strings = {"{'type': 'message_stop'}", "{'type': 'content_block_stop', 'index': 7}",
        "{'type': 'content_block_start', 'index': 0, 'content_block': {'type': 'text'}}",
        "{'type': 'content_block_start', 'index': 'x', 'content_block': {'type': 'text'}}",
        "{'type': 'content_block_start', 'index': 5, 'content_block': {}}",
        "{'type': 'content_block_start', 'index': 5, 'content_block': {'type': 'tool_use', 'id': 'a'}}",
        "{'type': 'content_block_start', 'index': 5, 'content_block': {'type': 'tool_use', 'name': 'a'}}",
        "{'type': 'content_block_start', 'index': 5, 'content_block': {'type': 'redacted_thinking'}}",
        "{'type': 'content_block_delta', 'index': 0}", "{'type': 'content_block_delta', 'index': 0, 'delta': {}}",
        "{'type': 'content_block_delta', 'index': 7, 'delta': {'type': 'text_delta', 'text': 'x'}}",
        "{'type': 'content_block_delta', 'index': 0, 'delta': {'type': 'text_delta', 'text': 1}}",
        "{'type': 'content_block_delta', 'index': 0, 'delta': {'type': 'input_json_delta', 'partial_json': ''}}",
        "{'type': 'content_block_delta', 'index': 1, 'delta': {'type': 'text_delta', 'text': ''}}",
        "{'type': 'content_block_delta', 'index': 2, 'delta': {'type': 'text_delta', 'text': ''}}",
        "{'type': 'content_block_delta', 'index': 2, 'delta': {'type': 'input_json_delta', 'partial_json': {}}}",
        "{'type': 'content_block_delta', 'index': 3, 'delta': {'type': 'thinking_delta', 'thinking': ''}}",
        "{'type': 'message_delta'}", "{'type': 'message_delta', 'delta': {'stop_reason': 1}}",
        "{'type': 'message_delta', 'delta': {}, 'usage': 1}"})
    void event_outOfOrder(String event) {
        feed(START, block(0, "{'type': 'text'}"), block(1, "{'type': 'thinking'}"),
                block(2, "{'type': 'tool_use', 'id': 'a', 'name': 'f'}"),
                block(3, "{'type': 'redacted_thinking', 'data': 'd'}"));

        assertThatThrownBy(() -> feed(event)).isInstanceOf(BrokenAnswerException.class);
        assertThat(sink.isDone()).isFalse();
    }

    @Test
    @DisplayName("GIVEN a stop without a reason WHEN streamed THEN the answer is broken, not finished")
    void event_stopWithoutReason() {
        assertThatThrownBy(() -> feed(START, STOP)).isInstanceOf(BrokenAnswerException.class);
    }

    @Test
    @DisplayName("GIVEN thinking without end WHEN more than can be held has come THEN the answer is broken")
    void event_endlessThinking() {
        feed(START, block(0, "{'type': 'thinking', 'thinking': '', 'signature': ''}"));
        String much = "t".repeat(1 << 20);

        assertThatThrownBy(() -> {
            for (int i = 0; i < 6; i++) {
                feed(piece(0, "thinking_delta", "thinking", much));
            }
        }).isInstanceOf(BrokenAnswerException.class).hasMessageContaining("thinking");
    }
}
