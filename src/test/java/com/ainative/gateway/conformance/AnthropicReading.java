package com.ainative.gateway.conformance;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.conformance.Summary.Call;
import com.ainative.gateway.conformance.Summary.Tokens;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads Anthropic's recordings in the plainest way there is, to say what the gateway has to make of them. */
final class AnthropicReading {

    private static final Map<String, String> FINISH_REASONS = Map.of("end_turn", "stop", "stop_sequence", "stop",
            "max_tokens", "length", "tool_use", "tool_calls", "refusal", "content_filter");

    private AnthropicReading() {
    }

    static Summary whole(JsonNode message) {
        StringBuilder content = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        List<Call> calls = new ArrayList<>();
        for (JsonNode block : message.path("content")) {
            content.append(block.path("text").asText());
            reasoning.append(block.path("thinking").asText());
            if (block.path("type").textValue().equals("tool_use")) {
                calls.add(new Call(block.path("id").textValue(), block.path("name").textValue(), block.path("input")));
            }
        }
        JsonNode usage = message.path("usage");
        long cached = usage.path("cache_read_input_tokens").asLong();
        long prompt = usage.path("input_tokens").asLong() + usage.path("cache_creation_input_tokens").asLong() + cached;
        long completion = usage.path("output_tokens").asLong();
        return new Summary(content.toString(), reasoning.toString(), calls,
                FINISH_REASONS.getOrDefault(message.path("stop_reason").textValue(), "unknown"),
                new Tokens(prompt, completion, prompt + completion, cached));
    }

    /** Puts the message together again that the events take apart. */
    static Summary streamed(List<JsonNode> events) {
        ObjectNode message = Json.object();
        for (JsonNode event : events) {
            switch (event.path("type").textValue()) {
                case "message_start" -> message.setAll(Fixtures.object(event.path("message").deepCopy()));
                case "content_block_start" ->
                    ((ArrayNode) message.path("content")).add(event.path("content_block").deepCopy());
                case "content_block_delta" ->
                    add(Fixtures.object(message.path("content").path(event.path("index").intValue())),
                            event.path("delta"));
                case "message_delta" -> {
                    message.setAll(Fixtures.object(event.path("delta")));
                    ObjectNode usage = Fixtures.object(message.path("usage"));
                    event.path("usage").properties().stream().filter(count -> !count.getValue().isNull())
                            .forEach(count -> usage.set(count.getKey(), count.getValue()));
                }
                default -> {
                    // nothing that changes the message
                }
            }
        }
        for (JsonNode block : message.path("content")) {
            String input = block.path("said").asText();
            if (!input.isEmpty()) {
                Fixtures.object(block).set("input", Recording.read(input));
            }
        }
        return whole(message);
    }

    private static void add(ObjectNode block, JsonNode delta) {
        for (Map.Entry<String, String> field : Map.of("text", "text", "thinking", "thinking", "partial_json", "said")
                .entrySet()) {
            if (delta.has(field.getKey())) {
                block.put(field.getValue(),
                        block.path(field.getValue()).asText() + delta.path(field.getKey()).textValue());
            }
        }
    }
}
