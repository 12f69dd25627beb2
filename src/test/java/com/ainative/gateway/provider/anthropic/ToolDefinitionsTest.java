package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolDefinitionsTest {

    private static final String STRICT = "'tools': [{'type': 'function', 'function': {'name': 'f', 'strict': true}}]";

    @Test
    @DisplayName("GIVEN a function tool WHEN read THEN name, description, schema and strict move, unknown fields stay")
    void read_full() {
        assertThat(Ask.body("'tools': [{'type': 'function', 'cache_control': {'type': 'ephemeral'}, 'function': {"
                + "'name': 'find', 'description': 'Finds.', 'strict': true, 'input_examples': [{}], 'parameters':"
                + "{'properties': {'q': {'type': 'string'}}, 'required': ['q']}}}]").path("tools"))
                .isEqualTo(Ask.tree("[{'name': 'find', 'description': 'Finds.', 'strict': true, 'input_schema':"
                        + "{'type': 'object', 'properties': {'q': {'type': 'string'}}, 'required': ['q']},"
                        + "'input_examples': [{}], 'cache_control': {'type': 'ephemeral'}}]"));
    }

    @Test
    @DisplayName("GIVEN a tool without parameters WHEN read THEN an object schema without properties")
    void read_noParameters() {
        assertThat(Ask.body("'tools': [{'type': 'function', 'function': {'name': 'f', 'parameters': null,"
                + " 'description': null, 'strict': null}}]").path("tools"))
                .isEqualTo(Ask.tree("[{'name': 'f', 'input_schema': {'type': 'object', 'properties': {}}}]"));
    }

    @Test
    @DisplayName("GIVEN a model without native schemas WHEN a tool is strict THEN the word is left out and listed")
    void read_strictOnOlderModel() {
        MessagesRequest request = Ask.of(STRICT, Ask.OLDER);

        assertThat(request.body().path("tools").path(0).has("strict")).isFalse();
        assertThat(request.dropped()).containsExactly("tools[].function.strict");
        assertThat(Ask.of(STRICT.replace("true", "false"), Ask.OLDER).dropped()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN tool calls in the history but no tools WHEN read THEN they are declared and may not be called")
    void read_toolsOfHistory() {
        ObjectNode body = Ask.body("'messages': [{'role': 'assistant', 'tool_calls': [{'id': 'a', 'function':"
                + "{'name': 'f', 'arguments': ''}}, {'id': 'b', 'function': {'name': 'g', 'arguments': ''}},"
                + "{'id': 'c', 'function': {'name': 'f', 'arguments': ''}}]},"
                + "{'role': 'tool', 'tool_call_id': 'a', 'content': '1'}]");

        assertThat(body.path("tools"))
                .isEqualTo(Ask.tree("[{'name': 'f', 'input_schema': {'type': 'object', 'properties': {}}},"
                        + "{'name': 'g', 'input_schema': {'type': 'object', 'properties': {}}}]"));
        assertThat(body.path("tool_choice")).isEqualTo(Ask.tree("{'type': 'none'}"));
    }

    @Test
    @DisplayName("GIVEN neither tools nor calls WHEN read THEN the body has no tools")
    void read_none() {
        assertThat(Ask.body("'tools': [], 'tool_choice': 'auto', 'parallel_tool_calls': false").has("tools"))
                .isFalse();
        assertThat(Ask.body("'tool_choice': 'auto'").has("tool_choice")).isFalse();
    }

    @ParameterizedTest
    @DisplayName("GIVEN a broken tool WHEN read THEN 400 at the field")
    @CsvSource(delimiter = '|', value = {"{}|.type", "{'type': 'custom'}|.type",
        "{'type': 'web_search_20250305'}|.type",
        "{'type': 'function'}|.function", "{'type': 'function', 'function': {}}|.function.name", "1|''",
        "{'type': 'function', 'function': {'name': 'f', 'description': 1}}|.function.description",
        "{'type': 'function', 'function': {'name': 'f', 'parameters': []}}|.function.parameters",
        "{'type': 'function', 'function': {'name': 'f', 'parameters': {'type': 'array'}}}|.function.parameters.type",
        "{'type': 'function', 'function': {'name': 'f', 'strict': 1}}|.function.strict"})
    void read_broken(String tool, String field) {
        assertThat(Ask.refusal("'tools': [" + tool + "]").param()).isEqualTo("tools[0]" + field);
    }

    @Test
    @DisplayName("GIVEN a tool of another type WHEN read THEN the code is unsupported_parameter")
    void read_otherType() {
        assertThat(Ask.refusal("'tools': [{'type': 'custom'}]").code()).isEqualTo("unsupported_parameter");
        assertThat(Ask.refusal("'tools': {}").param()).isEqualTo("tools");
    }
}
