package com.ainative.gateway.provider.openai;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.provider.Dialect;
import com.ainative.gateway.provider.DialectCall;
import com.ainative.gateway.provider.StreamTranslator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions: the gateway's own shape, so a request passes with its unknown fields as it came. */
public final class OpenAiDialect implements Dialect {

    @Override
    public Map<String, String> headers(@Nullable Secret apiKey) {
        return apiKey == null
                ? Map.of("content-type", "application/json")
                : Map.of("content-type", "application/json", "authorization", "Bearer " + apiKey.reveal());
    }

    @Override
    public DialectCall call(ChatRequest chat, TargetConfig target) {
        return new Call(body(chat, target), target.model());
    }

    private static ObjectNode body(ChatRequest chat, TargetConfig target) {
        ObjectNode body = Json.object();
        body.setAll(chat.json());
        body.put("model", target.model());
        if (chat.stream()) {
            // The usage is always asked for: the gateway counts it whether or not the caller wants to see it.
            ObjectNode options = Json.object();
            if (chat.field("stream_options") instanceof ObjectNode asked) {
                options.setAll(asked);
            }
            body.set("stream_options", options.put("include_usage", true));
        }
        return body;
    }

    @Override
    public Failure refusal(int status, byte[] body) {
        return OpenAiErrors.read(status, body);
    }

    private record Call(ObjectNode body, String model) implements DialectCall {

        @Override
        public String path() {
            return "/chat/completions";
        }

        @Override
        public List<String> dropped() {
            return List.of();
        }

        @Override
        public ObjectNode answer(ObjectNode provided) {
            return OpenAiAnswer.read(provided, model);
        }

        @Override
        public StreamTranslator stream() {
            return new OpenAiStream(model);
        }
    }

    /** A field that the schema wants present, if only as null. */
    static void atLeastNull(ObjectNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            object.putNull(name);
        }
    }
}
