package com.ainative.gateway.conformance;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One recorded answer, and a request it could be the answer to.
 *
 * @param name the file, and the number of the interaction in it
 * @param request in OpenAI's shape
 * @param text the body, unpacked
 */
record Recording(String name, Protocol protocol, ObjectNode request, int status, String contentType, String text) {

    enum Protocol {
        OPENAI,
        ANTHROPIC
    }

    boolean isStream() {
        return contentType.startsWith("text/event-stream");
    }

    boolean isAnswer() {
        return status == 200;
    }

    /** As it came over the wire. */
    byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return read(text);
    }

    /** The events of a stream, but for {@code [DONE]}; recordings keep each in one line. */
    List<JsonNode> events() {
        return events(text);
    }

    static List<JsonNode> events(String stream) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : stream.split("\r?\n")) {
            String data = line.startsWith("data:") ? line.substring("data:".length()).strip() : "";
            if (!data.isEmpty() && !data.equals("[DONE]")) {
                events.add(read(data));
            }
        }
        return events;
    }

    static JsonNode read(String json) {
        try {
            return Json.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
