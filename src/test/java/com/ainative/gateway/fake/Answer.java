package com.ainative.gateway.fake;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a model is to say, in no provider's words. */
public record Answer(String thought, String text, List<Call> calls) {

    /**
     * A call of a tool.
     *
     * @param arguments JSON
     */
    public record Call(String id, String name, String arguments) {

        JsonNode json() {
            try {
                return Json.read(arguments.getBytes(StandardCharsets.UTF_8));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(arguments, e);
            }
        }
    }

    public static Answer text(String text) {
        return new Answer("", text, List.of());
    }

    public static Answer thought(String thought, String text) {
        return new Answer(thought, text, List.of());
    }

    public static Answer calls(Call... calls) {
        return new Answer("", "", List.of(calls));
    }
}
