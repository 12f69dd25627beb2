package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private static final String CALL = "{'role': 'assistant', 'tool_calls': [{'id': 'a', 'type': 'function',"
            + " 'function': {'name': 'f', 'arguments': '{}'}}, {'id': 'b', 'type': 'function',"
            + " 'function': {'name': 'g', 'arguments': '{}'}}]}";

    @Test
    @DisplayName("GIVEN system and developer messages anywhere WHEN read THEN each is a system block, in order")
    void read_systemMessages() {
        ObjectNode body = Ask
                .body("'messages': [{'role': 'system', 'content': 'one'}, {'role': 'user', 'content': 'Hi'},"
                        + "{'role': 'developer', 'content': [{'type': 'text', 'text': 'two', 'cache_control': {}},"
                        + "{'type': 'text', 'text': ''}]}]");

        assertThat(body.path("system")).isEqualTo(Ask.tree("[{'type': 'text', 'text': 'one'},"
                + "{'type': 'text', 'text': 'two', 'cache_control': {}}]"));
        assertThat(body.path("messages"))
                .isEqualTo(Ask.tree("[{'role': 'user', 'content': [{'type': 'text', 'text': 'Hi'}]}]"));
    }

    @Test
    @DisplayName("GIVEN no system message WHEN read THEN the body has no system field")
    void read_withoutSystem() {
        assertThat(Ask.body("").has("system")).isFalse();
    }

    @Test
    @DisplayName("GIVEN a system prompt in the provider's own words WHEN messages have one too THEN it comes first")
    void read_ownSystem() {
        String system = "{'role': 'system', 'content': 'mine'}, {'role': 'user', 'content': 'Hi'}";
        assertThat(Ask.body("'system': 'own'").path("system").asText()).isEqualTo("own");
        assertThat(Ask.body("'system': 'own', 'messages': [" + system + "]").path("system").findValuesAsText("text"))
                .containsExactly("own", "mine");
    }

    @Test
    @DisplayName("GIVEN several tool results and then user text WHEN read THEN one user turn, results first")
    void read_consecutiveToolMessages() {
        assertThat(Ask.turns("{'role': 'user', 'content': 'Hi'}," + CALL
                + ", {'role': 'tool', 'tool_call_id': 'a', 'content': '1'}, {'role': 'system', 'content': 'hush'},"
                + "{'role': 'user', 'content': 'and?'}, {'role': 'tool', 'tool_call_id': 'b', 'content': '2'}").path(2))
                .isEqualTo(Ask.tree("{'role': 'user', 'content': ["
                        + "{'type': 'tool_result', 'tool_use_id': 'a', 'content': '1'},"
                        + "{'type': 'tool_result', 'tool_use_id': 'b', 'content': '2'},"
                        + "{'type': 'text', 'text': 'and?'}]}"));
    }

    @Test
    @DisplayName("GIVEN messages that say nothing WHEN read THEN they make no turn")
    void read_emptyMessages() {
        assertThat(Ask.turns("{'role': 'user', 'content': 'Hi'}, {'role': 'assistant', 'content': ''},"
                + "{'role': 'user', 'content': ' '}, {'role': 'user', 'content': 'there'}"))
                .isEqualTo(Ask.tree("[{'role': 'user', 'content': [{'type': 'text', 'text': 'Hi'},"
                        + "{'type': 'text', 'text': 'there'}]}]"));
    }

    @Test
    @DisplayName("GIVEN a system message alone WHEN read THEN 400 at messages")
    void read_nothingToAnswer() {
        assertThat(Ask.refusalOfMessages("{'role': 'system', 'content': 'Be kind.'}").param()).isEqualTo("messages");
    }

    @Test
    @DisplayName("GIVEN cache_control on messages WHEN read THEN it marks the last block of each, unless marked")
    void read_cacheControlOnMessages() {
        String mark = "'cache_control': {'type': 'ephemeral'}";
        ObjectNode body = Ask.body("'messages': [{'role': 'system', 'content': 'a', " + mark + "},"
                + "{'role': 'user', 'content': [{'type': 'text', 'text': 'b', 'cache_control': {'ttl': '1h'}}], " + mark
                + "}," + CALL + ", {'role': 'tool', 'tool_call_id': 'a', 'content': '1', " + mark + "}]");

        assertThat(body.at("/system/0/cache_control/type").asText()).isEqualTo("ephemeral");
        assertThat(body.at("/messages/0/content/0/cache_control")).isEqualTo(Ask.tree("{'ttl': '1h'}"));
        assertThat(body.at("/messages/2/content/0/cache_control/type").asText()).isEqualTo("ephemeral");
    }

    @Test
    @DisplayName("GIVEN a participant's name WHEN read THEN it is left out and listed")
    void read_name() {
        MessagesRequest request = Ask.of("'messages': [{'role': 'user', 'content': 'Hi', 'name': 'ann'}]");

        assertThat(request.dropped()).containsExactly("messages[].name");
        assertThat(request.body().path("messages").path(0).has("name")).isFalse();
    }

    @Test
    @DisplayName("GIVEN the deprecated role function WHEN read THEN 400 unsupported_parameter at the role")
    void read_functionRole() {
        assertThat(Ask.refusalOfMessages("{'role': 'function', 'name': 'f', 'content': '1'}"))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("unsupported_parameter"))
                .satisfies(failure -> assertThat(failure.param()).isEqualTo("messages[0].role"));
    }

    @Test
    @DisplayName("GIVEN an unknown role, no role or no object WHEN read THEN 400 at the place")
    void read_wrongMessages() {
        assertThat(Ask.refusalOfMessages("{'role': 'judge', 'content': 'x'}").param()).isEqualTo("messages[0].role");
        assertThat(Ask.refusalOfMessages("{'role': 1}").param()).isEqualTo("messages[0].role");
        assertThat(Ask.refusalOfMessages("'x'").param()).isEqualTo("messages[0]");
        assertThat(Ask.refusalOfMessages("{'role': 'user'}").param()).isEqualTo("messages[0].content");
        assertThat(Ask.refusalOfMessages("{'role': 'user', 'content': [1]}").param())
                .isEqualTo("messages[0].content[0]");
        assertThat(Ask.refusalOfMessages("{'role': 'system', 'content': [{'type': 'image_url'}]}").param())
                .isEqualTo("messages[0].content[0].type");
    }
}
