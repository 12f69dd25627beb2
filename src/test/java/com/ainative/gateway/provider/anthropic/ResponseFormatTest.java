package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseFormatTest {

    private static final String SCHEMA = "{'type': 'object', 'properties': {'a': {'type': 'integer'}}}";
    private static final String BY_SCHEMA = "'response_format': {'type': 'json_schema', 'json_schema':"
            + " {'name': 'x', 'strict': true, 'schema': " + SCHEMA + "}}";
    private static final String ANY_OBJECT = "'response_format': {'type': 'json_object'}";
    private static final String ONLY_FORMAT_TOOL = "{'type': 'tool', 'name': 'json_tool_call',"
            + " 'disable_parallel_tool_use': true}";

    @Test
    @DisplayName("GIVEN a model with native schemas WHEN a schema is asked for THEN output_config.format")
    void schema_native() {
        MessagesRequest request = Ask.of(BY_SCHEMA);

        assertThat(request.body().path("output_config"))
                .isEqualTo(Ask.tree("{'format': {'type': 'json_schema', 'schema': " + SCHEMA + "}}"));
        assertThat(request.formatTool()).isFalse();
        assertThat(request.body().has("tools")).isFalse();
    }

    @Test
    @DisplayName("GIVEN the provider's own output_config WHEN a schema and an effort are asked for THEN its words win")
    void schema_ownOutputConfig() {
        assertThat(Ask.body("'output_config': {'effort': 'max'}, 'reasoning_effort': 'low', " + BY_SCHEMA)
                .path("output_config"))
                .isEqualTo(Ask.tree("{'effort': 'max', 'format': {'type': 'json_schema', 'schema': " + SCHEMA + "}}"));
        assertThat(Ask.body("'output_config': {'format': {}}, " + BY_SCHEMA).path("output_config"))
                .isEqualTo(Ask.tree("{'format': {}}"));
        assertThat(Ask.refusal("'output_config': 1, " + BY_SCHEMA).param()).isEqualTo("output_config");
    }

    @Test
    @DisplayName("GIVEN an older model WHEN a schema is asked for THEN it must call the tool with that schema")
    void schema_byTool() {
        MessagesRequest request = Ask.of(BY_SCHEMA, Ask.OLDER);

        assertThat(request.formatTool()).isTrue();
        assertThat(request.body().at("/tools/0/name").asText()).isEqualTo("json_tool_call");
        assertThat(request.body().at("/tools/0/input_schema")).isEqualTo(Ask.tree(SCHEMA));
        assertThat(request.body().path("tool_choice")).isEqualTo(Ask.tree(ONLY_FORMAT_TOOL));
        assertThat(request.body().has("output_config")).isFalse();
    }

    @Test
    @DisplayName("GIVEN an older model and tools WHEN a schema is asked for THEN it may call either, but must call one")
    void schema_byToolBesideTools() {
        ObjectNode body = Ask.body(Ask.WEATHER_TOOL + ", 'parallel_tool_calls': false, " + BY_SCHEMA, Ask.OLDER);

        assertThat(body.path("tools").findValuesAsText("name")).containsExactly("weather", "json_tool_call");
        assertThat(body.path("tool_choice"))
                .isEqualTo(Ask.tree("{'type': 'any', 'disable_parallel_tool_use': true}"));
    }

    @Test
    @DisplayName("GIVEN an older model and tools not to be called WHEN a schema is asked for THEN its tool is left")
    void schema_byToolAndNoChoice() {
        ObjectNode body = Ask.body(Ask.WEATHER_TOOL + ", 'tool_choice': 'none', " + BY_SCHEMA, Ask.OLDER);

        assertThat(body.path("tool_choice")).isEqualTo(Ask.tree(ONLY_FORMAT_TOOL));
    }

    @Test
    @DisplayName("GIVEN an older model and a demanded call WHEN a schema is asked for THEN the call comes first")
    void schema_byToolAndDemandedCall() {
        MessagesRequest request = Ask.of(Ask.WEATHER_TOOL + ", 'tool_choice': 'required', " + BY_SCHEMA, Ask.OLDER);

        assertThat(request.formatTool()).isFalse();
        assertThat(request.body().path("tools").findValuesAsText("name")).containsExactly("weather");
        assertThat(request.body().path("tool_choice")).isEqualTo(Ask.tree("{'type': 'any'}"));
    }

    @Test
    @DisplayName("GIVEN an older model WHEN a schema and an effort are asked for THEN the schema wins")
    void schema_byToolAndEffort() {
        MessagesRequest request = Ask.of("'reasoning_effort': 'high', " + BY_SCHEMA, Ask.OLDER);

        assertThat(request.body().has("thinking")).isFalse();
        assertThat(request.dropped()).containsExactly("reasoning_effort");
    }

    @Test
    @DisplayName("GIVEN an older model told to think WHEN a schema is asked for THEN 400 at response_format")
    void schema_byToolWhileThinking() {
        assertThat(Ask.refusal("'thinking': {'type': 'enabled', 'budget_tokens': 2000}, " + BY_SCHEMA, Ask.OLDER)
                .param()).isEqualTo("response_format");
    }

    @Test
    @DisplayName("GIVEN a tool with the format tool's name WHEN both are needed THEN 400 at the name")
    void schema_nameTaken() {
        assertThat(Ask.refusal(Ask.WEATHER_TOOL.replace("weather", "json_tool_call") + ", " + BY_SCHEMA, Ask.OLDER)
                .param()).isEqualTo("tools[0].function.name");
    }

    @Test
    @DisplayName("GIVEN either kind of model WHEN a JSON object is asked for THEN a forced tool with an open schema")
    void object_byTool() {
        for (MessagesRequest request : new MessagesRequest[]{Ask.of(ANY_OBJECT), Ask.of(ANY_OBJECT, Ask.OLDER)}) {
            assertThat(request.formatTool()).isTrue();
            assertThat(request.body().at("/tools/0/input_schema"))
                    .isEqualTo(Ask.tree("{'type': 'object', 'additionalProperties': true, 'properties': {}}"));
            assertThat(request.body().path("tool_choice")).isEqualTo(Ask.tree(ONLY_FORMAT_TOOL));
            assertThat(request.body().has("system")).isFalse();
        }
    }

    @ParameterizedTest
    @DisplayName("GIVEN tools or thinking WHEN a JSON object is asked for THEN the system prompt says so, last")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {Ask.WEATHER_TOOL, "'thinking': {'type': 'adaptive'}"})
    void object_byInstruction(String fields) {
        MessagesRequest request = Ask
                .of(fields + ", " + ANY_OBJECT + ", 'messages': [{'role': 'system', 'content': 'a'},"
                        + "{'role': 'user', 'content': 'Hi'}]");

        assertThat(request.formatTool()).isFalse();
        assertThat(request.body().path("system").findValuesAsText("text")).containsExactly("a",
                ResponseFormat.INSTRUCTION);
        assertThat(request.body().has("tool_choice")).isFalse();
    }

    @Test
    @DisplayName("GIVEN past tool calls and no tools WHEN a JSON object is asked for THEN the format tool joins them")
    void object_withHistory() {
        ObjectNode body = Ask.body(ANY_OBJECT + ", 'messages': [{'role': 'assistant', 'tool_calls': [{'id': 'a',"
                + "'function': {'name': 'f'}}]}, {'role': 'tool', 'tool_call_id': 'a', 'content': '1'}]");

        assertThat(body.path("tools").findValuesAsText("name")).containsExactly("f", "json_tool_call");
        assertThat(body.path("tool_choice")).isEqualTo(Ask.tree(ONLY_FORMAT_TOOL));
    }

    @Test
    @DisplayName("GIVEN text as the format WHEN read THEN nothing is sent for it")
    void text_isTheDefault() {
        assertThat(Ask.body("'response_format': {'type': 'text'}")).isEqualTo(Ask.body(""));
    }

    @ParameterizedTest
    @DisplayName("GIVEN a broken format WHEN read THEN 400 at the field")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"1|response_format", "{}|response_format.type",
        "{'type': 'xml'}|response_format.type", "{'type': 'json_schema'}|response_format.json_schema",
        "{'type': 'json_schema', 'json_schema': {}}|response_format.json_schema.schema",
        "{'type': 'json_schema', 'json_schema': {'schema': {}, 'description': 1}}"
                + "|response_format.json_schema.description",
        "{'type': 'json_schema', 'json_schema': {'schema': {'type': 'array'}}}"
                + "|response_format.json_schema.schema.type"})
    void read_broken(String format, String field) {
        assertThat(Ask.refusal("'response_format': " + format, Ask.OLDER).param()).isEqualTo(field);
    }
}
