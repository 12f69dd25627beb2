package com.ainative.gateway.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The content of a message or a delta, which is a string. Mistral's reasoning models send a list of parts instead: their
 * text becomes the content, their thinking stands beside it, as other hosts have it.
 */
final class MessageContent {

    private MessageContent() {
    }

    static void flatten(ObjectNode message) {
        JsonNode content = message.path("content");
        if (!content.isArray()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        for (JsonNode part : content) {
            if (part.path("type").asText("").equals("thinking")) {
                addText(part.path("thinking"), thinking);
            } else {
                text.append(part.path("text").asText(""));
            }
        }
        message.put("content", text.isEmpty() ? null : text.toString());
        if (!thinking.isEmpty() && !message.path("reasoning_content").isTextual()) {
            message.put("reasoning_content", thinking.toString());
        }
    }

    private static void addText(JsonNode thinking, StringBuilder to) {
        to.append(thinking.asText(""));
        thinking.forEach(part -> to.append(part.path("text").asText("")));
    }
}
