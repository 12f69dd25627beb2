package com.ainative.gateway.provider.openai;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** JSON in few words: single quotes instead of double ones. */
final class Said {

    private Said() {
    }

    static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.read(bytes(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** What a reader of the written JSON gets, whatever Java types its numbers had. */
    static ObjectNode written(ObjectNode json) {
        return json(new String(Json.write(json), StandardCharsets.UTF_8));
    }
}
