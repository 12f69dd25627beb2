package com.ainative.gateway.conformance;

import com.ainative.gateway.conformance.Summary.Call;
import com.ainative.gateway.conformance.Summary.Tokens;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads OpenAI's answers in the plainest way there is: it is what a client would do, and what a recording is compared
 * by. Only for answers with one choice.
 */
final class OpenAiReading {

    private OpenAiReading() {
    }

    static Summary whole(JsonNode answer) {
        JsonNode choice = answer.at("/choices/0");
        JsonNode message = choice.path("message");
        List<Call> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            calls.add(call(call, call.at("/function/arguments").asText("")));
        }
        return new Summary(text(message.path("content"), "text"), reasoning(message), calls,
                choice.path("finish_reason").asText(), Tokens.of(answer.path("usage")));
    }

    static Summary streamed(List<JsonNode> chunks) {
        StringBuilder content = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        Map<Integer, JsonNode> begun = new LinkedHashMap<>();
        Map<Integer, String> arguments = new LinkedHashMap<>();
        String finish = "";
        JsonNode usage = MissingNode.getInstance();
        for (JsonNode chunk : chunks) {
            JsonNode delta = chunk.at("/choices/0/delta");
            content.append(text(delta.path("content"), "text"));
            reasoning.append(reasoning(delta));
            for (JsonNode call : delta.path("tool_calls")) {
                int index = call.path("index").asInt();
                begun.putIfAbsent(index, call);
                arguments.merge(index, call.at("/function/arguments").asText(""), String::concat);
            }
            finish = chunk.at("/choices/0/finish_reason").asText("").isEmpty()
                    || chunk.at("/choices/0/finish_reason").isNull()
                            ? finish
                            : chunk.at("/choices/0/finish_reason").textValue();
            usage = chunk.path("usage").isObject() ? chunk.path("usage") : usage;
        }
        List<Call> calls = new ArrayList<>();
        begun.forEach((index, call) -> calls.add(call(call, arguments.getOrDefault(index, ""))));
        return new Summary(content.toString(), reasoning.toString(), calls, finish, Tokens.of(usage));
    }

    private static Call call(JsonNode call, String arguments) {
        return new Call(call.path("id").asText(), call.at("/function/name").asText(), Recording.read(arguments));
    }

    private static String reasoning(JsonNode message) {
        return message.path("reasoning_content").isTextual()
                ? message.path("reasoning_content").textValue()
                : message.path("content").isArray() ? text(message.path("content"), "thinking") : "";
    }

    /** A string, or the parts of a kind in a list. */
    private static String text(JsonNode content, String kind) {
        if (!content.isArray()) {
            return kind.equals("text") && content.isTextual() ? content.textValue() : "";
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (part.path("type").asText().equals(kind)) {
                text.append(text(part.path(kind), "text"));
            }
        }
        return text.toString();
    }
}
