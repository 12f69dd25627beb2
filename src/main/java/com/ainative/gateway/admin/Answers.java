package com.ainative.gateway.admin;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;

/** Bodies of the admin API, in and out. */
final class Answers {

    private Answers() {
    }

    /** No cache keeps it: some answers hold what only their receiver may know. */
    static void write(Exchange exchange, ObjectNode json) {
        exchange.getMessage().setHeader("cache-control", "no-store");
        exchange.getMessage().setHeader("content-type", "application/json");
        exchange.getMessage().setBody(Json.write(json));
    }

    /**
     * The request's body; an empty one is an empty object.
     *
     * @param known the members that mean something
     * @throws com.ainative.gateway.error.GatewayException with a 400 for anything but an object of these
     */
    static JsonNode body(Exchange exchange, List<String> known) {
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        if (bytes == null || bytes.length == 0) {
            return Json.object();
        }
        JsonNode body;
        try {
            body = Json.read(bytes);
        } catch (JsonProcessingException e) {
            throw ErrorCode.INVALID_REQUEST.because("The body is not JSON: " + e.getOriginalMessage()).toException();
        }
        if (!body.isObject()) {
            throw ErrorCode.INVALID_REQUEST.because("The body is not a JSON object.").toException();
        }
        for (Iterator<String> names = body.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!known.contains(name)) {
                throw ErrorCode.INVALID_REQUEST
                        .because("Unknown member '" + name + "'; known: " + String.join(", ", known) + ".")
                        .toException();
            }
        }
        return body;
    }
}
