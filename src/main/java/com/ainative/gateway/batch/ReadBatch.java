package com.ainative.gateway.batch;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.chat.RequestJson;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.http.Request;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Step: which batch is asked for? Checks the body; sets the variable {@code wanted-batch}. */
final class ReadBatch implements Processor {

    static final String VARIABLE = "wanted-batch";
    static final String WINDOW = "24h";

    private static final Set<String> KNOWN = Set.of("input_file_id", "endpoint", "completion_window", "metadata");
    private static final int MOST_PAIRS = 16;
    /** Characters of a key and of a value. */
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 512;

    /**
     * What is asked for.
     *
     * @param metadata JSON; null where there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares them
    record Wanted(String inputFile, byte @Nullable [] metadata) {
    }

    @Override
    public void process(Exchange exchange) {
        String type = exchange.getVariable(Request.VARIABLE, Request.class).header("content-type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw ErrorCode.UNSUPPORTED_MEDIA_TYPE
                    .because("The body must be JSON: send 'Content-Type: application/json'.").toException();
        }
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (body == null || !(RequestJson.read(body, "body") instanceof ObjectNode json)) {
            throw ErrorCode.INVALID_REQUEST.because("The body must be a JSON object.").toException();
        }
        for (String name : (Iterable<String>) json::fieldNames) {
            if (!KNOWN.contains(name)) {
                throw ErrorCode.UNSUPPORTED_PARAMETER.at(name, "Unsupported parameter; known: input_file_id, endpoint,"
                        + " completion_window, metadata.").toException();
            }
        }
        only(json, "endpoint", ReadLines.URL);
        only(json, "completion_window", WINDOW);
        String file = text(json, "input_file_id");
        exchange.setVariable(VARIABLE, new Wanted(file, metadata(json.path("metadata"))));
    }

    private static void only(ObjectNode json, String field, String value) {
        if (!text(json, field).equals(value)) {
            throw wrong(field, "Invalid value for '" + field + "': only '" + value + "' is served here.");
        }
    }

    private static String text(ObjectNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            throw wrong(field, "Missing required parameter: '" + field + "'.");
        }
        if (!value.isTextual()) {
            throw wrong(field, "Invalid value for '" + field + "': expected a string.");
        }
        return value.textValue();
    }

    private static byte @Nullable [] metadata(JsonNode metadata) {
        if (metadata.isMissingNode() || metadata.isNull()) {
            return null;
        }
        if (!metadata.isObject() || metadata.size() > MOST_PAIRS) {
            throw wrong("metadata", "'metadata' is not an object of at most " + MOST_PAIRS + " texts.");
        }
        for (Map.Entry<String, JsonNode> pair : metadata.properties()) {
            JsonNode value = pair.getValue();
            if (pair.getKey().length() > LONGEST_KEY || !value.isTextual()
                    || value.textValue().length() > LONGEST_VALUE) {
                throw wrong("metadata", "'metadata' has keys of at most " + LONGEST_KEY
                        + " characters and texts of at most " + LONGEST_VALUE + ".");
            }
        }
        return Json.write(metadata);
    }

    private static GatewayException wrong(String param, String message) {
        return ErrorCode.INVALID_REQUEST.at(param, message).toException();
    }
}
