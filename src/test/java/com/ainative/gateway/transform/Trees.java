package com.ainative.gateway.transform;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** JSON for tests, written with single quotes. */
final class Trees {

    private Trees() {
    }

    static ObjectNode tree(String json) {
        try {
            return (ObjectNode) Json.read(quoted(json).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    /** A chunk with one choice. */
    static ObjectNode chunk(int index, String delta) {
        return tree("{'id':'c1','model':'m','choices':[{'index':%d,'delta':%s}]}".formatted(index, delta));
    }

    static ObjectNode finish(int index) {
        return tree("{'id':'c1','model':'m','choices':[{'index':%d,'delta':{},'finish_reason':'stop'}]}"
                .formatted(index));
    }
}
