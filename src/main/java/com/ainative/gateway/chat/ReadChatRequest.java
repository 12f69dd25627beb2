package com.ainative.gateway.chat;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.http.Request;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Step: what is asked? Reads the body as JSON and checks what the gateway relies on; sets the variable {@code chat}. */
public final class ReadChatRequest implements Processor {

    /** In characters; the store keeps no longer ones, nor what PostgreSQL has no place for. */
    private static final int LONGEST_MODEL = 1_000;
    private static final String COUNT = "a positive integer below 2^31";

    @Override
    public void process(Exchange exchange) {
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        String type = request.header("content-type");
        if (type == null || !isJson(type)) {
            throw ErrorCode.UNSUPPORTED_MEDIA_TYPE
                    .because("The body must be JSON: send 'Content-Type: application/json'.").toException();
        }
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (body == null) {
            throw ErrorCode.INVALID_REQUEST.because("The body is empty; a JSON object is expected.").toException();
        }
        if (!(RequestJson.read(body) instanceof ObjectNode json)) {
            throw ErrorCode.INVALID_REQUEST.because("The body must be a JSON object.").toException();
        }
        check(json);
        mayAsk(json, exchange.getVariable(Caller.VARIABLE, Caller.class));
        exchange.setVariable(ChatRequest.VARIABLE, new ChatRequest(json));
    }

    /** @throws com.ainative.gateway.error.GatewayException with a 403 where this caller may not ask that model */
    public static void mayAsk(ObjectNode json, @Nullable Caller caller) {
        String model = json.path("model").textValue();
        if (caller != null && !caller.grants().mayAsk(model)) {
            throw ErrorCode.MODEL_NOT_ALLOWED.at("model",
                    "This key or account may not ask this model; GET /v1/models lists those it may.").toException();
        }
    }

    private static boolean isJson(String contentType) {
        String media = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return media.equals("application/json") || (media.startsWith("application/") && media.endsWith("+json"));
    }

    /** @throws com.ainative.gateway.error.GatewayException with a 400 that names the field at fault */
    public static void check(ObjectNode json) {
        JsonNode model = json.path("model");
        if (!model.isTextual() || model.textValue().isBlank()) {
            throw wrong("model", model, "a non-empty string");
        }
        if (model.textValue().length() > LONGEST_MODEL || model.textValue().indexOf(0) >= 0) {
            throw wrong("model", model, "a name of at most " + LONGEST_MODEL + " characters without U+0000");
        }
        JsonNode messages = json.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw wrong("messages", messages, "a non-empty array");
        }
        for (int i = 0; i < messages.size(); i++) {
            String path = "messages[" + i + "]";
            JsonNode message = messages.get(i);
            if (!message.isObject()) {
                throw wrong(path, message, "an object");
            }
            if (!message.path("role").isTextual()) {
                throw wrong(path + ".role", message.path("role"), "a string");
            }
            JsonNode content = message.get("content");
            if (content != null && !content.isNull() && !content.isTextual() && !content.isArray()) {
                throw wrong(path + ".content", content, "a string, an array or null");
            }
        }
        optional(json, "stream", JsonNode::isBoolean, "a boolean");
        optional(json, "stream_options", JsonNode::isObject, "an object");
        optional(json, "temperature", JsonNode::isNumber, "a number");
        optional(json, "top_p", JsonNode::isNumber, "a number");
        optional(json, "max_tokens", ReadChatRequest::isCount, COUNT);
        optional(json, "max_completion_tokens", ReadChatRequest::isCount, COUNT);
        optional(json, "n", ReadChatRequest::isCount, COUNT);
        optional(json, "tools", JsonNode::isArray, "an array");
        optional(json, "tool_choice", value -> value.isTextual() || value.isObject(), "a string or an object");
        optional(json, "stop", value -> value.isTextual() || value.isArray(), "a string or an array");
        optional(json, "response_format", JsonNode::isObject, "an object");
    }

    private static boolean isCount(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() > 0;
    }

    private static void optional(ObjectNode json, String name, Predicate<JsonNode> type, String expected) {
        JsonNode value = json.get(name);
        if (value != null && !value.isNull() && !type.test(value)) {
            throw wrong(name, value, expected);
        }
    }

    private static RuntimeException wrong(String param, @Nullable JsonNode value, String expected) {
        boolean missing = value == null || value.isMissingNode();
        Failure failure = missing
                ? ErrorCode.INVALID_REQUEST.at(param, "Missing required parameter: '" + param + "'.")
                : ErrorCode.INVALID_REQUEST.at(param, "Invalid value for '" + param + "': expected " + expected + ".");
        return failure.toException();
    }
}
