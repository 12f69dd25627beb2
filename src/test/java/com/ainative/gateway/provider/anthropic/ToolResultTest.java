package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolResultTest {

    private static JsonNode result(String fields) {
        return Ask.turns("{'role': 'tool', 'tool_call_id': 'call_1', " + fields + "}").path(0).path("content").path(0);
    }

    @Test
    @DisplayName("GIVEN a result in parts WHEN read THEN text, images and documents are its content")
    void read_parts() {
        assertThat(result("'content': [{'type': 'text', 'text': 'a'}, {'type': 'image_url', 'image_url':"
                + " {'url': 'https://pictures.test/a.png'}}, {'type': 'file', 'file': {'file_data': 'JVBERi0='}}]")
                .path("content").findValuesAsText("type")).contains("text", "image", "document");
    }

    @ParameterizedTest
    @DisplayName("GIVEN a result that says nothing WHEN read THEN it has no content")
    @CsvSource(delimiter = '|', value = {"''", "null", "[]", "[{'type': 'text', 'text': ''}]"}, quoteCharacter = '`')
    void read_empty(String content) {
        assertThat(result("'content': " + content))
                .isEqualTo(Ask.tree("{'type': 'tool_result', 'tool_use_id': 'call_1'}"));
    }

    @ParameterizedTest
    @DisplayName("GIVEN a word on failure WHEN read THEN is_error says so")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'content': 'x', 'is_error': true|true",
        "'content': '{\\\"error\\\": \\\"x\\\"}', 'is_error': false|false",
        "'content': '{\\\"error\\\": \\\"no such city\\\"}'|true", "'content': '{\\\"error\\\": null}'|false",
        "'content': '{\\\"error\\\" and so on'|false", "'content': '{\\u0000\\u0000\\u0000\\\"error\\\"'|false",
        "'content': 'an error'|false"})
    void read_isError(String fields, boolean failed) {
        assertThat(result(fields).path("is_error").asBoolean(false)).isEqualTo(failed);
    }

    @ParameterizedTest
    @DisplayName("GIVEN a broken tool message WHEN read THEN 400 at the field")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'content': 'x'|tool_call_id",
        "'tool_call_id': ' ', 'content': 'x'|tool_call_id", "'tool_call_id': 'a', 'content': 1|content",
        "'tool_call_id': 'a', 'content': 'x', 'is_error': 'yes'|is_error",
        "'tool_call_id': 'a', 'content': [{'type': 'input_audio'}]|content[0].input_audio"})
    void read_broken(String fields, String field) {
        assertThat(Ask.refusalOfMessages("{'role': 'tool', " + fields + "}").param())
                .isEqualTo("messages[0]." + field);
    }
}
