package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the assistant said before, in the order the provider demands: signed thinking, text, tool calls. Thinking
 * without a signature is left out, {@code reasoning_content} with it: the provider refuses blocks it did not sign.
 */
final class AssistantTurn {

    private AssistantTurn() {
    }

    /** @param toolNames takes the names of the tools that were called */
    static List<ObjectNode> read(ObjectNode message, String path, Set<String> toolNames) {
        refuse(message, "function_call", path, "function_call is deprecated; use tool_calls.");
        refuse(message, "audio", path, "This model does not speak.");
        List<ObjectNode> blocks = new ArrayList<>(thinking(message.path("thinking_blocks"), path + ".thinking_blocks"));
        JsonNode content = message.path("content");
        if (Asked.given(content)) {
            blocks.addAll(ContentParts.texts(content, path + ".content"));
        } else if (Asked.given(message.path("refusal"))) {
            blocks.addAll(ContentParts.texts(message.path("refusal"), path + ".refusal"));
        }
        if (Asked.given(message.path("tool_calls"))) {
            ArrayNode calls = Asked.array(message.path("tool_calls"), path + ".tool_calls");
            for (int i = 0; i < calls.size(); i++) {
                String at = path + ".tool_calls[" + i + "]";
                ObjectNode use = toolUse(Asked.object(calls.get(i), at), at);
                toolNames.add(use.path("name").textValue());
                blocks.add(use);
            }
        }
        return blocks;
    }

    private static void refuse(ObjectNode message, String field, String path, String why) {
        if (Asked.given(message.path(field))) {
            throw Asked.unsupported(path + "." + field, why);
        }
    }

    private static List<ObjectNode> thinking(JsonNode given, String path) {
        List<ObjectNode> signed = new ArrayList<>();
        if (!Asked.given(given)) {
            return signed;
        }
        ArrayNode blocks = Asked.array(given, path);
        for (int i = 0; i < blocks.size(); i++) {
            String at = path + "[" + i + "]";
            ObjectNode block = Asked.object(blocks.get(i), at);
            String type = Asked.text(block.path("type"), at + ".type");
            if (type.equals("thinking") && !block.path("signature").asText().isEmpty()) {
                signed.add(Json.object().put("type", type)
                        .put("thinking", Asked.text(block.path("thinking"), at + ".thinking"))
                        .put("signature", Asked.text(block.path("signature"), at + ".signature")));
            } else if (type.equals("redacted_thinking")) {
                signed.add(
                        Json.object().put("type", type).put("data", Asked.text(block.path("data"), at + ".data")));
            }
        }
        return signed;
    }

    private static ObjectNode toolUse(ObjectNode call, String path) {
        if (!call.path("type").asText("function").equals("function")) {
            throw Asked.unsupported(path + ".type", "This model calls functions only.");
        }
        String id = Asked.nonBlank(call.path("id"), path + ".id");
        ObjectNode function = Asked.object(call.path("function"), path + ".function");
        ObjectNode use = Json.object().put("type", "tool_use").put("id", ToolIds.sent(id)).put("name",
                Asked.nonBlank(function.path("name"), path + ".function.name"));
        use.set("input", input(function.path("arguments"), path + ".function.arguments"));
        if (Asked.given(call.path("cache_control"))) {
            use.set("cache_control", call.path("cache_control").deepCopy());
        }
        return use;
    }

    /** Some providers write no arguments as an empty string or as {@code null}. */
    private static JsonNode input(JsonNode arguments, String path) {
        String text = Asked.given(arguments) ? Asked.text(arguments, path).strip() : "";
        if (text.isEmpty() || text.equals("null")) {
            return Json.object();
        }
        try {
            return Asked.object(Json.mapper().readTree(text), path);
        } catch (JsonProcessingException e) {
            throw Asked.wrong(path, "is not valid JSON");
        }
    }
}
