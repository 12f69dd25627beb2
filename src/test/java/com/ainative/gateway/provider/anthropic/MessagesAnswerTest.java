package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.provider.BrokenAnswerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesAnswerTest {

    private static final String TOOL = "{'type': 'tool_use', 'id': 'toolu_1', 'name': 'find', 'input': {'q': [1.50]}}";
    private static final String FORMAT_TOOL = "{'type': 'tool_use', 'id': 'toolu_2', 'name': 'json_tool_call',"
            + " 'input': {'a': 1}}";

    private static ObjectNode provided(String content, String more) {
        ObjectNode answer = Ask.json("{'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': 'claude-new-1',"
                + "'content': [" + content + "], 'stop_reason': 'end_turn', 'stop_sequence': null,"
                + "'usage': {'input_tokens': 3, 'output_tokens': 5}}");
        answer.setAll(Ask.json("{" + more + "}"));
        return answer;
    }

    private static ObjectNode read(String content, String more) {
        return Ask.written(MessagesAnswer.read(provided(content, more), 1_700_000_000, false));
    }

    private static JsonNode message(String content) {
        return read(content, "").at("/choices/0/message");
    }

    private static JsonNode formatted(String content) {
        return MessagesAnswer.read(provided(content, "'stop_reason': 'tool_use'"), 1, true).at("/choices/0");
    }

    @Test
    @DisplayName("GIVEN a text answer WHEN read THEN every field OpenAI's schema requires is there")
    void read_text() {
        assertThat(read("{'type': 'text', 'text': 'Good '}, {'type': 'text', 'text': 'day.'}", ""))
                .isEqualTo(Ask.json("{'id': 'msg_1', 'object': 'chat.completion', 'created': 1700000000,"
                        + "'model': 'claude-new-1', 'choices': [{'index': 0, 'message': {'role': 'assistant',"
                        + "'content': 'Good day.', 'refusal': null}, 'finish_reason': 'stop', 'logprobs': null}],"
                        + "'usage': {'prompt_tokens': 3, 'completion_tokens': 5, 'total_tokens': 8,"
                        + "'prompt_tokens_details': {'cached_tokens': 0, 'cache_creation_tokens': 0}}}"));
    }

    @Test
    @DisplayName("GIVEN an answer with all there is WHEN read THEN OpenAI's own client finds it valid")
    void read_validForOpenAiClient() throws IOException {
        ObjectNode completion = read("{'type': 'thinking', 'thinking': 'hm', 'signature': 's'}, " + TOOL,
                "'stop_reason': 'tool_use', 'container': null, 'usage': {'input_tokens': 3, 'output_tokens': 5,"
                        + "'service_tier': 'standard', 'output_tokens_details': {'thinking_tokens': 2}}");

        ChatCompletion parsed = ObjectMappers.jsonMapper()
                .readValue(new String(Json.write(completion), StandardCharsets.UTF_8), ChatCompletion.class);

        assertThat(parsed.validate().choices().getFirst().message().toolCalls()).isPresent();
    }

    @Test
    @DisplayName("GIVEN tool calls without text WHEN read THEN null content, and arguments as JSON in a string")
    void read_toolCalls() {
        ObjectNode completion = read(TOOL, "'stop_reason': 'tool_use'");

        assertThat(completion.at("/choices/0/message")).isEqualTo(Ask.json("{'role': 'assistant', 'content': null,"
                + "'refusal': null, 'tool_calls': [{'id': 'toolu_1', 'type': 'function', 'function': {'name': 'find',"
                + "'arguments': '{\\\"q\\\":[1.50]}'}}]}"));
        assertThat(completion.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    @DisplayName("GIVEN thinking WHEN read THEN it is reasoning_content and thinking_blocks, not content")
    void read_thinking() {
        assertThat(message("{'type': 'thinking', 'thinking': 'hm', 'signature': 's'},"
                + "{'type': 'redacted_thinking', 'data': 'xyz'}, {'type': 'thinking', 'thinking': '!'},"
                + "{'type': 'text', 'text': 'Yes.'}"))
                .isEqualTo(Ask.json("{'role': 'assistant', 'content': 'Yes.', 'refusal': null,"
                        + "'reasoning_content': 'hm!', 'thinking_blocks': ["
                        + "{'type': 'thinking', 'thinking': 'hm', 'signature': 's'},"
                        + "{'type': 'redacted_thinking', 'data': 'xyz'},"
                        + "{'type': 'thinking', 'thinking': '!', 'signature': ''}]}"));
    }

    @Test
    @DisplayName("GIVEN tools the provider called itself, citations and unknown blocks WHEN read THEN left out")
    void read_serverTools() {
        assertThat(message("{'type': 'server_tool_use', 'id': 's', 'name': 'web_search', 'input': {}},"
                + "{'type': 'web_search_tool_result', 'tool_use_id': 's', 'content': []}, {'type': 'hologram'},"
                + "{'type': 'text', 'text': 'Yes.', 'citations': [{'type': 'web_search_result_location'}]}"))
                .isEqualTo(Ask.json("{'role': 'assistant', 'content': 'Yes.', 'refusal': null}"));
    }

    @ParameterizedTest
    @DisplayName("GIVEN a stop reason WHEN read THEN OpenAI's word for it, stop for one nobody knows")
    @CsvSource({"end_turn,stop", "stop_sequence,stop", "pause_turn,stop", "max_tokens,length",
        "model_context_window_exceeded,length", "compaction,length", "tool_use,tool_calls",
        "refusal,content_filter", "bored,stop"})
    void read_finishReason(String stopReason, String finishReason) {
        assertThat(read("", "'stop_reason': '" + stopReason + "'").at("/choices/0/finish_reason").asText())
                .isEqualTo(finishReason);
    }

    @Test
    @DisplayName("GIVEN a refusal with a reason WHEN read THEN message.refusal tells it and content is null")
    void read_refusal() {
        assertThat(read("", "'stop_reason': 'refusal', 'stop_details': {'explanation': 'No.'}")
                .at("/choices/0/message"))
                .isEqualTo(Ask.json("{'role': 'assistant', 'content': null, 'refusal': 'No.'}"));
        assertThat(read("", "'stop_reason': 'refusal', 'stop_details': null").at("/choices/0/message"))
                .isEqualTo(Ask.json("{'role': 'assistant', 'content': '', 'refusal': null}"));
    }

    @Test
    @DisplayName("GIVEN cached and thinking tokens WHEN read THEN the prompt is their sum and details tell them apart")
    void read_usage() {
        assertThat(read("", "'usage': {'input_tokens': 1, 'cache_creation_input_tokens': 20,"
                + "'cache_read_input_tokens': 300, 'output_tokens': 4000, 'service_tier': 'standard',"
                + "'output_tokens_details': {'thinking_tokens': 7}, 'cache_creation': {'5m': 20},"
                + "'server_tool_use': null}").path("usage"))
                .isEqualTo(Ask.json("{'prompt_tokens': 321, 'completion_tokens': 4000, 'total_tokens': 4321,"
                        + "'prompt_tokens_details': {'cached_tokens': 300, 'cache_creation_tokens': 20},"
                        + "'completion_tokens_details': {'reasoning_tokens': 7}, 'service_tier': 'standard',"
                        + "'cache_creation': {'5m': 20}}"));
    }

    @Test
    @DisplayName("GIVEN fields OpenAI does not know WHEN read THEN they are carried over, but never over OpenAI's own")
    void read_unknownFields() {
        ObjectNode completion = read("", "'container': {'id': 'c'}, 'object': 'x', 'service_tier': 'standard'");

        assertThat(completion.at("/container/id").asText()).isEqualTo("c");
        assertThat(completion.path("object").asText()).isEqualTo("chat.completion");
        assertThat(completion.has("service_tier")).isFalse();
    }

    @Test
    @DisplayName("GIVEN the format tool was called WHEN read THEN its first input is the content, the reason stop")
    void read_formatTool() {
        JsonNode choice = formatted(FORMAT_TOOL + ", " + FORMAT_TOOL);

        assertThat(choice.at("/message/content").asText()).isEqualTo("{\"a\":1}");
        assertThat(choice.path("message").has("tool_calls")).isFalse();
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    @DisplayName("GIVEN another tool was called WHEN a format tool was offered THEN it is a tool call like any")
    void read_toolBesideFormatTool() {
        assertThat(formatted(TOOL).path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(formatted(FORMAT_TOOL + ", " + TOOL).path("finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    @DisplayName("GIVEN the format tool's name WHEN no format was asked for THEN it is a tool call like any")
    void read_callersToolOfThatName() {
        assertThat(message(FORMAT_TOOL).path("tool_calls")).hasSize(1);
    }

    @ParameterizedTest
    @DisplayName("GIVEN an answer that is none WHEN read THEN it is broken")
    @ValueSource(strings = {"'content': null", "'id': 1", "'model': null", "'stop_reason': null", "'usage': []",
        "'usage': {'input_tokens': '3'}", "'usage': {'output_tokens': -1}", "'usage': {'output_tokens': 1e99}",
        "'usage': {'output_tokens_details': {'thinking_tokens': 'x'}}", "'content': [1]", "'content': [{}]",
        "'content': [{'type': 'text'}]", "'content': [{'type': 'thinking'}]",
        "'content': [{'type': 'redacted_thinking'}]",
        "'content': [{'type': 'tool_use', 'id': 'a', 'name': 'f', 'input': '{}'}]",
        "'content': [{'type': 'tool_use', 'id': 'a', 'input': {}}]",
        "'content': [{'type': 'tool_use', 'name': 'f', 'input': {}}]"})
    void read_broken(String fields) {
        ObjectNode provided = provided("", fields);

        assertThatThrownBy(() -> MessagesAnswer.read(provided, 1, false)).isInstanceOf(BrokenAnswerException.class);
    }

    @Test
    @DisplayName("GIVEN an answer without usage WHEN read THEN it counts nothing")
    void read_withoutUsage() {
        assertThat(read("", "'usage': null").at("/usage/total_tokens").intValue()).isZero();
    }
}
