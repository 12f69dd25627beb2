package com.ainative.gateway.demo;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages, as far as text goes. */
final class SimulatedAnthropic implements SimulatedProtocol {

    @Override
    public String path() {
        return "/v1/messages";
    }

    @Override
    public @Nullable Objection objection(Function<String, @Nullable String> header, ObjectNode body) {
        if (header.apply("x-api-key") == null) {
            return new Objection(401, "x-api-key header is required");
        }
        if (header.apply("anthropic-version") == null) {
            return new Objection(400, "anthropic-version header is required");
        }
        if (body.path("max_tokens").asInt() < 1) {
            return new Objection(400, "max_tokens: a number above 0 is required");
        }
        if (body.path("messages").isEmpty()) {
            return new Objection(400, "messages: at least one message is required");
        }
        return null;
    }

    @Override
    public ObjectNode whole(Call call) {
        ObjectNode message = message(call);
        message.withArray("content").addObject().put("type", "text").put("text", call.text());
        message.put("stop_reason", "end_turn");
        usage(message, call, call.words().size());
        return message;
    }

    @Override
    public List<String> head(Call call) {
        ObjectNode start = Json.object().put("type", "message_start");
        ObjectNode message = message(call);
        usage(message, call, 1);
        start.set("message", message);
        ObjectNode block = Json.object().put("type", "content_block_start").put("index", 0);
        block.putObject("content_block").put("type", "text").put("text", "");
        return List.of(event(start), event(block), event(Json.object().put("type", "ping")));
    }

    @Override
    public String word(Call call, String text) {
        ObjectNode delta = Json.object().put("type", "content_block_delta").put("index", 0);
        delta.putObject("delta").put("type", "text_delta").put("text", text);
        return event(delta);
    }

    @Override
    public List<String> tail(Call call) {
        ObjectNode delta = Json.object().put("type", "message_delta");
        delta.putObject("delta").put("stop_reason", "end_turn").putNull("stop_sequence");
        usage(delta, call, call.words().size());
        return List.of(event(Json.object().put("type", "content_block_stop").put("index", 0)), event(delta),
                event(Json.object().put("type", "message_stop")));
    }

    @Override
    public ObjectNode error(int status, String message) {
        String type = switch (status) {
            case 401 -> "authentication_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
        ObjectNode error = Json.object().put("type", "error");
        error.putObject("error").put("type", type).put("message", message);
        return error;
    }

    private static ObjectNode message(Call call) {
        ObjectNode message = Json.object().put("id", "msg_simulated" + call.number()).put("type", "message")
                .put("role", "assistant").put("model", call.model());
        message.putArray("content");
        return message.putNull("stop_reason").putNull("stop_sequence");
    }

    private static void usage(ObjectNode where, Call call, int said) {
        where.putObject("usage").put("input_tokens", call.promptTokens()).put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0).put("output_tokens", said);
    }

    /** The name stands twice: official clients go by the {@code event:} line, others by {@code type}. */
    private static String event(ObjectNode data) {
        return "event: " + data.path("type").asText() + "\ndata: "
                + new String(Json.write(data), StandardCharsets.UTF_8) + "\n\n";
    }
}
