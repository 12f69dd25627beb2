package com.ainative.gateway.batch;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a file of requests.
 *
 * @param line from 1; null for the whole file
 * @param param the field at fault
 */
record LineError(String code, String message, @Nullable Integer line, @Nullable String param) {

    LineError at(int number) {
        return new LineError(code, message, number, param);
    }

    static byte[] json(List<LineError> errors) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        errors.forEach(error -> all.add(error.json()));
        return Json.write(all);
    }

    private ObjectNode json() {
        return Json.object().put("code", code).put("message", message).put("line", line).put("param", param);
    }
}
