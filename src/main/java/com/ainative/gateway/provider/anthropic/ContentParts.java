package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A message's {@code content}, a string or parts, as content blocks. Blank text is left out, since the provider refuses
 * it. Fields of a part that OpenAI does not know ({@code cache_control}, {@code citations}, {@code title}) move to its
 * block.
 */
final class ContentParts {

    private static final Set<String> OPENAI_FIELDS = Set.of("type", "text", "refusal", "image_url", "file");
    /** Blocks in the provider's own words. */
    private static final Set<String> NATIVE = Set.of("image", "document", "search_result", "container_upload");

    private ContentParts() {
    }

    /** Text, images and documents: what a user or a tool may say. */
    static List<ObjectNode> any(JsonNode content, String path, Set<String> dropped) {
        return blocks(content, path, (part, at) -> switch (type(part, at)) {
            case "text" -> text(Asked.text(part.path("text"), at + ".text"));
            case "image_url" -> Attachments.image(part, at, dropped);
            case "file" -> Attachments.file(part, at);
            case "input_audio" ->
                throw Asked.unsupported(at + ".input_audio", "This model does not listen to audio.");
            case String type when NATIVE.contains(type) -> part.deepCopy();
            default -> throw unknown(at);
        });
    }

    /** Text alone: what the system or the assistant may say. */
    static List<ObjectNode> texts(JsonNode content, String path) {
        return blocks(content, path, (part, at) -> switch (type(part, at)) {
            case "text" -> text(Asked.text(part.path("text"), at + ".text"));
            case "refusal" -> text(Asked.text(part.path("refusal"), at + ".refusal"));
            default -> throw unknown(at);
        });
    }

    static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }

    private interface PartReader {
        ObjectNode read(ObjectNode part, String path);
    }

    private static List<ObjectNode> blocks(JsonNode content, String path, PartReader reader) {
        List<ObjectNode> blocks = new ArrayList<>();
        if (content.isTextual()) {
            addUnlessBlank(blocks, text(content.textValue()));
            return blocks;
        }
        if (!content.isArray()) {
            throw Asked.wrong(path, "must be a string or an array of parts");
        }
        for (int i = 0; i < content.size(); i++) {
            String at = path + "[" + i + "]";
            ObjectNode part = Asked.object(content.get(i), at);
            ObjectNode block = reader.read(part, at);
            part.properties().stream()
                    .filter(field -> !OPENAI_FIELDS.contains(field.getKey()) && !block.has(field.getKey()))
                    .forEach(field -> block.set(field.getKey(), field.getValue().deepCopy()));
            if (part.path("title").isTextual() && block.has("title")) {
                block.set("title", part.get("title")); // the caller's word over the file name
            }
            addUnlessBlank(blocks, block);
        }
        return blocks;
    }

    private static void addUnlessBlank(List<ObjectNode> blocks, ObjectNode block) {
        if (!block.path("type").asText().equals("text") || !block.path("text").asText().isBlank()) {
            blocks.add(block);
        }
    }

    private static String type(ObjectNode part, String path) {
        return Asked.text(part.path("type"), path + ".type");
    }

    private static RuntimeException unknown(String path) {
        return Asked.unsupported(path + ".type", "This model does not take such a content part here.");
    }
}
