package com.ainative.gateway.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"a\":1.50,\"b\":123456789012345678901234567890,\"c\":1E+3,\"d\":null,\"e\":\"\\u0000é\"}", "[]"})
    @DisplayName("GIVEN numbers and texts of any kind WHEN read and written THEN every digit is as it was")
    void readAndWrite_exact(String json) throws JsonProcessingException {
        assertThat(new String(Json.write(Json.read(utf8(json))), StandardCharsets.UTF_8)).isEqualTo(json);
    }

    @Test
    @DisplayName("GIVEN nesting WHEN deeper than the bound THEN it is refused, at the bound it is not")
    void read_depth() throws JsonProcessingException {
        assertThat(Json.read(utf8("[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH))).isArray()).isTrue();
        assertThatThrownBy(() -> Json.read(utf8("[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1))))
                .isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "nul", "1e"})
    @DisplayName("GIVEN what is no single JSON value WHEN read THEN it is refused, or is nothing")
    void read_malformed(String text) throws JsonProcessingException {
        if (text.isEmpty()) {
            assertThat(Json.read(utf8(text)).isMissingNode()).isTrue();
        } else {
            assertThatThrownBy(() -> Json.read(utf8(text))).isInstanceOf(JsonProcessingException.class);
        }
    }

    @Test
    @DisplayName("GIVEN bytes that look like UTF-32 and are not WHEN read THEN they are refused like any other garbage")
    void read_nearlyUtf32() {
        assertThatThrownBy(() -> Json.read(new byte[]{0, 0, 0, '{', -1, -1, -1, -1}))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    @DisplayName("GIVEN a chat request WHEN its fields are read THEN null is missing and what is not said is not asked")
    void chatRequest_fields() {
        ObjectNode json = Json.object().put("model", "m").putNull("stop").put("stream", true);
        json.putArray("messages").addObject().put("role", "user");
        json.putObject("stream_options").put("include_usage", true);
        ChatRequest asked = new ChatRequest(json);

        assertThat(asked.model()).isEqualTo("m");
        assertThat(asked.messages()).hasSize(1);
        assertThat(asked.stream()).isTrue();
        assertThat(asked.includeUsage()).isTrue();
        assertThat(asked.field("stop").isMissingNode()).isTrue();
        assertThat(asked.field("stream").isBoolean()).isTrue();
        assertThat(new ChatRequest(Json.object()).stream()).isFalse();
        assertThat(new ChatRequest(Json.object()).includeUsage()).isFalse();
    }
}
