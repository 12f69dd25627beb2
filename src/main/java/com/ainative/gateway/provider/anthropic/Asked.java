package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads the values of a request; one of a wrong type is the caller's mistake, told by its path. */
final class Asked {

    private Asked() {
    }

    /** JSON {@code null} counts as missing, as in OpenAI's API. */
    static boolean given(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    static String text(JsonNode value, String path) {
        if (!value.isTextual()) {
            throw wrong(path, "must be a string");
        }
        return value.textValue();
    }

    static String nonBlank(JsonNode value, String path) {
        String text = text(value, path);
        if (text.isBlank()) {
            throw wrong(path, "must not be empty");
        }
        return text;
    }

    static ObjectNode object(JsonNode value, String path) {
        if (!(value instanceof ObjectNode object)) {
            throw wrong(path, "must be an object");
        }
        return object;
    }

    static ArrayNode array(JsonNode value, String path) {
        if (!(value instanceof ArrayNode array)) {
            throw wrong(path, "must be an array");
        }
        return array;
    }

    static boolean flag(JsonNode value, String path) {
        if (!value.isBoolean()) {
            throw wrong(path, "must be true or false");
        }
        return value.booleanValue();
    }

    /** A whole number of at least one. */
    static int positive(JsonNode value, String path) {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw wrong(path, "must be a whole number above 0");
        }
        return value.intValue();
    }

    /** Says what is wrong with a field; the sentence starts with its path. */
    static GatewayException wrong(String path, String what) {
        return ErrorCode.INVALID_REQUEST.at(path, "'" + path + "' " + what + ".").toException();
    }

    /** The field is right in OpenAI's API, but leaving it out would change what the caller gets. */
    static GatewayException unsupported(String path, String why) {
        return ErrorCode.UNSUPPORTED_PARAMETER.at(path, why).toException();
    }
}
