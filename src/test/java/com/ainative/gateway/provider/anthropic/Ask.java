package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.config.TargetConfig.Reasoning;
import com.ainative.gateway.config.TargetConfig.Sampling;
import com.ainative.gateway.config.TargetConfig.StructuredOutput;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.error.GatewayException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Says requests in few words: JSON with single quotes, over a request that only says "Hi". */
final class Ask {

    static final TargetConfig NEWER = new TargetConfig("anthropic", "claude-new", 4096, Sampling.FULL,
            StructuredOutput.NATIVE, Reasoning.EFFORT);
    static final TargetConfig OLDER = new TargetConfig("anthropic", "claude-old", 4096, Sampling.FULL,
            StructuredOutput.TOOL, Reasoning.BUDGET);
    static final String WEATHER_TOOL = "'tools': [{'type': 'function', 'function': {'name': 'weather'}}]";

    private Ask() {
    }

    static ObjectNode json(String text) {
        return (ObjectNode) tree(text);
    }

    static JsonNode tree(String text) {
        try {
            return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** What a reader of the written JSON gets, whatever Java types its numbers had. */
    static ObjectNode written(ObjectNode json) {
        try {
            return (ObjectNode) Json.read(Json.write(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ChatRequest chat(String fields) {
        ObjectNode request = json("{'model': 'smart', 'messages': [{'role': 'user', 'content': 'Hi'}]}");
        request.setAll(json("{" + fields + "}"));
        return new ChatRequest(request);
    }

    static MessagesRequest of(String fields, TargetConfig target) {
        return MessagesRequest.of(chat(fields), target);
    }

    static MessagesRequest of(String fields) {
        return of(fields, NEWER);
    }

    static ObjectNode body(String fields) {
        return of(fields).body();
    }

    static ObjectNode body(String fields, TargetConfig target) {
        return of(fields, target).body();
    }

    /** The body's messages, of a request with these. */
    static JsonNode turns(String messages) {
        return body("'messages': [" + messages + "]").path("messages");
    }

    /** The blocks a user's parts become. */
    static JsonNode blocks(String parts) {
        return turns("{'role': 'user', 'content': [" + parts + "]}").path(0).path("content");
    }

    static Failure refusal(String fields) {
        return refusal(fields, NEWER);
    }

    static Failure refusal(String fields, TargetConfig target) {
        ChatRequest chat = chat(fields);
        return catchThrowableOfType(GatewayException.class, () -> MessagesRequest.of(chat, target)).failure();
    }

    static Failure refusalOfMessages(String messages) {
        return refusal("'messages': [" + messages + "]");
    }

    static Failure refusalOfPart(String part) {
        return refusalOfMessages("{'role': 'user', 'content': [" + part + "]}");
    }
}
