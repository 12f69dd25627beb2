package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** A {@code role: tool} message as a {@code tool_result} block. */
final class ToolResult {

    private ToolResult() {
    }

    static ObjectNode read(ObjectNode message, String path, Set<String> dropped) {
        String id = Asked.nonBlank(message.path("tool_call_id"), path + ".tool_call_id");
        ObjectNode result = Json.object().put("type", "tool_result").put("tool_use_id", ToolIds.sent(id));
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            if (!content.textValue().isEmpty()) {
                result.set("content", content);
            }
        } else if (Asked.given(content)) {
            List<ObjectNode> blocks = ContentParts.any(content, path + ".content", dropped);
            if (!blocks.isEmpty()) {
                result.putArray("content").addAll(blocks);
            }
        }
        if (failed(message, path)) {
            result.put("is_error", true);
        }
        return result;
    }

    /** OpenAI has no word for a failed call: the caller's {@code is_error}, or a JSON object with an error in it. */
    private static boolean failed(ObjectNode message, String path) {
        if (Asked.given(message.path("is_error"))) {
            return Asked.flag(message.path("is_error"), path + ".is_error");
        }
        String text = message.path("content").asText().strip();
        if (!text.startsWith("{") || !text.contains("\"error\"")) {
            return false;
        }
        try {
            return Asked.given(Json.mapper().readTree(text).path("error"));
        } catch (JsonProcessingException e) {
            return false; // text that only looks like JSON
        }
    }
}
