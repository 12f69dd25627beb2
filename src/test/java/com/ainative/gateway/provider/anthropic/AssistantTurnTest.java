package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssistantTurnTest {

    private static JsonNode blocks(String fields) {
        return Ask.turns("{'role': 'assistant', " + fields + "}, {'role': 'user', 'content': 'Hi'}").path(0)
                .path("content");
    }

    private static String call(String function) {
        return "'tool_calls': [{'id': 'call_1', 'type': 'function', 'function': " + function + "}]";
    }

    @Test
    @DisplayName("GIVEN thinking, text and tool calls WHEN read THEN blocks in the order the provider demands")
    void read_order() {
        assertThat(blocks("'content': 'Let me look.', 'tool_calls': [{'id': 'call_1', 'type': 'function',"
                + "'cache_control': {'ttl': '1h'}, 'function': {'name': 'find', 'arguments': '{\\\"q\\\": 1}'}}],"
                + "'reasoning_content': 'hm', 'thinking_blocks': [{'type': 'thinking', 'thinking': 'hm',"
                + "'signature': 's1', 'index': 0}, {'type': 'redacted_thinking', 'data': 'xyz', 'index': 1}]"))
                .isEqualTo(Ask.tree("[{'type': 'thinking', 'thinking': 'hm', 'signature': 's1'},"
                        + "{'type': 'redacted_thinking', 'data': 'xyz'}, {'type': 'text', 'text': 'Let me look.'},"
                        + "{'type': 'tool_use', 'id': 'call_1', 'name': 'find', 'input': {'q': 1},"
                        + "'cache_control': {'ttl': '1h'}}]"));
    }

    @Test
    @DisplayName("GIVEN thinking without a signature WHEN read THEN it is left out, reasoning_content too")
    void read_unsignedThinking() {
        assertThat(blocks("'content': 'Yes.', 'reasoning_content': 'hm', 'thinking_blocks': ["
                + "{'type': 'thinking', 'thinking': 'hm'}, {'type': 'thinking', 'thinking': 'hm', 'signature': ''}]"))
                .isEqualTo(Ask.tree("[{'type': 'text', 'text': 'Yes.'}]"));
    }

    @Test
    @DisplayName("GIVEN parts of text and refusal, or a refusal alone WHEN read THEN text blocks")
    void read_refusal() {
        assertThat(blocks("'content': [{'type': 'text', 'text': 'a'}, {'type': 'refusal', 'refusal': 'b'}]")
                .findValuesAsText("text")).containsExactly("a", "b");
        assertThat(blocks("'content': null, 'refusal': 'No.'").findValuesAsText("text")).containsExactly("No.");
    }

    @ParameterizedTest
    @DisplayName("GIVEN arguments that say nothing WHEN read THEN the input is an empty object")
    @ValueSource(strings = {"''", "'null'", "' '", "'{}'", "null"})
    void read_noArguments(String arguments) {
        assertThat(blocks(call("{'name': 'f', 'arguments': " + arguments + "}")).path(0).path("input"))
                .isEqualTo(Ask.tree("{}"));
    }

    @Test
    @DisplayName("GIVEN an id the provider would refuse WHEN read THEN call and result carry the same accepted id")
    void read_foreignId() {
        JsonNode turns = Ask.turns("{'role': 'assistant', 'tool_calls': [{'id': 'functions.f:0', 'type': 'function',"
                + "'function': {'name': 'f', 'arguments': '{}'}}]},"
                + "{'role': 'tool', 'tool_call_id': 'functions.f:0', 'content': '1'}");

        String id = turns.at("/0/content/0/id").asText();
        assertThat(id).matches("[a-zA-Z0-9_-]+");
        assertThat(turns.at("/1/content/0/tool_use_id").asText()).isEqualTo(id);
    }

    @ParameterizedTest
    @DisplayName("GIVEN a broken tool call WHEN read THEN 400 at the field")
    @CsvSource(delimiter = '|', value = {"{'function': {'name': 'f'}}|id", "{'id': '', 'function': {'name': 'f'}}|id",
        "{'id': 'a', 'function': {'name': 'f', 'arguments': '{'}}|function.arguments",
        "{'id': 'a', 'function': {'name': 'f', 'arguments': '[1]'}}|function.arguments",
        "{'id': 'a', 'function': {'name': 'f', 'arguments': {}}}|function.arguments",
        "{'id': 'a', 'function': {}}|function.name", "{'id': 'a'}|function", "{'id': 'a', 'type': 'custom'}|type"})
    void read_brokenCall(String call, String field) {
        assertThat(Ask.refusalOfMessages("{'role': 'assistant', 'tool_calls': [" + call + "]}").param())
                .isEqualTo("messages[0].tool_calls[0]." + field);
    }

    @Test
    @DisplayName("GIVEN arguments that begin like another encoding WHEN read THEN 400, as for any that are no JSON")
    void read_oddArguments() {
        assertThat(Ask
                .refusalOfMessages("{'role': 'assistant', "
                        + call("{'name': 'f', 'arguments': '\\u0000\\u0000\\u0000{'}") + "}")
                .param()).isEqualTo("messages[0].tool_calls[0].function.arguments");
    }

    @ParameterizedTest
    @DisplayName("GIVEN a field of a wrong type WHEN read THEN 400 at the field")
    @CsvSource(delimiter = '|', value = {"'tool_calls': {}|tool_calls", "'tool_calls': [1]|tool_calls[0]",
        "'thinking_blocks': {}|thinking_blocks", "'thinking_blocks': [1]|thinking_blocks[0]",
        "'thinking_blocks': [{'type': 1}]|thinking_blocks[0].type",
        "'thinking_blocks': [{'type': 'thinking', 'signature': 's'}]|thinking_blocks[0].thinking",
        "'thinking_blocks': [{'type': 'redacted_thinking'}]|thinking_blocks[0].data",
        "'content': [{'type': 'image_url'}]|content[0].type"})
    void read_wrongType(String fields, String field) {
        assertThat(Ask.refusalOfMessages("{'role': 'assistant', " + fields + "}").param())
                .isEqualTo("messages[0]." + field);
    }

    @ParameterizedTest
    @DisplayName("GIVEN a deprecated call or earlier speech WHEN read THEN 400 unsupported_parameter")
    @CsvSource(delimiter = '|', value = {"'function_call': {'name': 'f'}|function_call", "'audio': {'id': 'a'}|audio"})
    void read_unsupported(String fields, String field) {
        assertThat(Ask.refusalOfMessages("{'role': 'assistant', " + fields + "}"))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("unsupported_parameter"))
                .satisfies(failure -> assertThat(failure.param()).isEqualTo("messages[0]." + field));
    }
}
