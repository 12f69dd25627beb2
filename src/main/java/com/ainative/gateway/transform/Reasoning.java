package com.ainative.gateway.transform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Where providers put what a model thinks before it answers. */
final class Reasoning {

    private static final List<String> FIELDS = List.of("reasoning_content", "reasoning", "thinking_blocks",
            "reasoning_details");

    private Reasoning() {
    }

    /** Takes the thinking out of a message or delta; says whether there was any. */
    static boolean strip(ObjectNode message) {
        int before = message.size();
        message.remove(FIELDS);
        boolean found = message.size() < before;
        // Mistral's way: thinking is one of the parts of the content.
        if (message.get("content") instanceof ArrayNode content) {
            int parts = content.size();
            content.removeIf(part -> part.path("type").asText().equals("thinking"));
            found |= content.size() < parts;
        }
        return found;
    }
}
