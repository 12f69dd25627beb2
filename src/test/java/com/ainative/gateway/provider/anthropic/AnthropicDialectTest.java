package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.provider.DialectCall;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnthropicDialectTest {

    private final AnthropicDialect dialect = new AnthropicDialect(MessagesStreamTest.CLOCK);

    @Test
    @DisplayName("GIVEN a key or none WHEN headers are asked for THEN version, type, and the key if there is one")
    void headers_key() {
        assertThat(dialect.headers(new Secret("k"))).isEqualTo(
                Map.of("x-api-key", "k", "anthropic-version", "2023-06-01", "content-type", "application/json"));
        assertThat(dialect.headers(null)).doesNotContainKey("x-api-key").containsEntry("anthropic-version",
                "2023-06-01");
    }

    @Test
    @DisplayName("GIVEN a request WHEN called THEN path, body and what was dropped")
    void call_prepares() {
        DialectCall call = dialect.call(Ask.chat("'seed': 1"), Ask.NEWER);

        assertThat(call.path()).isEqualTo("/v1/messages");
        assertThat(call.body().path("model").asText()).isEqualTo("claude-new");
        assertThat(call.dropped()).containsExactly("seed");
    }

    @Test
    @DisplayName("GIVEN a request for JSON WHEN its answer comes whole or streamed THEN both unwrap the format tool")
    void call_unwrapsFormat() {
        DialectCall call = dialect.call(Ask.chat("'response_format': {'type': 'json_object'}"), Ask.NEWER);
        String tool = "{'type': 'tool_use', 'id': 't', 'name': 'json_tool_call', 'input': {'a': 1}}";
        ObjectNode whole = call
                .answer(Ask.json("{'id': 'm', 'model': 'c', 'stop_reason': 'tool_use', 'content': [" + tool
                        + "], 'usage': {}}"));
        RecordingSink sink = new RecordingSink();
        var stream = call.stream();
        for (String event : new String[]{"{'type': 'message_start', 'message': {'id': 'm', 'model': 'c'}}",
            "{'type': 'content_block_start', 'index': 0, 'content_block': " + tool + "}",
            "{'type': 'content_block_stop', 'index': 0}",
            "{'type': 'message_delta', 'delta': {'stop_reason': 'tool_use'}}", "{'type': 'message_stop'}"}) {
            stream.event("", event.replace('\'', '"').getBytes(StandardCharsets.UTF_8), sink);
        }

        assertThat(whole.at("/choices/0/message/content").asText()).isEqualTo("{\"a\":1}");
        assertThat(whole.path("created").longValue()).isEqualTo(1_700_000_000);
        assertThat(sink.joined("content")).isEqualTo("{\"a\":1}");
        assertThat(sink.finishReason()).isEqualTo(whole.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    @DisplayName("GIVEN an answer that thinks and calls a tool WHEN sent back THEN its blocks are as they were")
    void call_roundTrip() {
        String content = "[{'type': 'thinking', 'thinking': 'hm', 'signature': 's'},"
                + "{'type': 'redacted_thinking', 'data': 'd'}, {'type': 'text', 'text': 'Let me look.'},"
                + "{'type': 'tool_use', 'id': 'toolu_1', 'name': 'find', 'input': {'q': 1.50}}]";
        ObjectNode answer = dialect.call(Ask.chat(""), Ask.NEWER)
                .answer(Ask.json("{'id': 'm', 'model': 'c', 'stop_reason': 'tool_use', 'content': " + content + "}"));
        ObjectNode history = Ask.chat("").json();
        history.withArray("messages").add(answer.at("/choices/0/message"))
                .add(Ask.json("{'role': 'tool', 'tool_call_id': 'toolu_1', 'content': '1'}"));

        assertThat(dialect.call(new ChatRequest(history), Ask.NEWER).body().at("/messages/1/content"))
                .isEqualTo(Ask.tree(content));
    }

    @Test
    @DisplayName("GIVEN an error body WHEN refused THEN it is read")
    void refusal_reads() {
        assertThat(dialect.refusal(529, "{}".getBytes(StandardCharsets.UTF_8)).code()).isEqualTo("overloaded");
    }
}
