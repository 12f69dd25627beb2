package com.ainative.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads what was asked; both protocols carry it in {@code messages}, as a string or as parts. */
final class Prompt {

    private Prompt() {
    }

    /** The text of the last message. */
    static String last(ObjectNode body) {
        JsonNode messages = body.path("messages");
        return text(messages.path(messages.size() - 1).path("content"));
    }

    /** Words of all messages together, and of Anthropic's {@code system}. */
    static int words(ObjectNode body) {
        int words = count(text(body.path("system")));
        for (JsonNode message : body.path("messages")) {
            words += count(text(message.path("content")));
        }
        return words;
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asText("")).append(' ');
        }
        return text.toString().strip();
    }

    private static int count(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
    }
}
