package com.ainative.gateway.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** One place in a message or delta where the model's text stands. */
record TextSlot(ObjectNode holder, String key) {

    /** The fields that carry text a reader sees. */
    static final List<String> FIELDS = List.of("reasoning_content", "reasoning", "content", "refusal");

    /** The places of one field, in reading order: the field itself, or the text parts of its array. */
    static List<TextSlot> of(ObjectNode message, String field) {
        JsonNode value = message.get(field);
        if (value == null) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(new TextSlot(message, field));
        }
        List<TextSlot> slots = new ArrayList<>();
        if (value instanceof ArrayNode parts) {
            for (JsonNode part : parts) {
                if (part instanceof ObjectNode object) {
                    slots.addAll(of(object, "text"));
                    slots.addAll(of(object, "thinking"));
                }
            }
        }
        return slots;
    }

    String text() {
        return holder.path(key).textValue();
    }

    void put(String text) {
        holder.put(key, text);
    }
}
