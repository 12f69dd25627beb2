package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.provider.BrokenAnswerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads the fields of an answer; one of a wrong type means the answer is broken. */
final class Provided {

    private Provided() {
    }

    static String text(JsonNode holder, String field) {
        JsonNode value = holder.path(field);
        if (!value.isTextual()) {
            throw broken(field, "a string");
        }
        return value.textValue();
    }

    /** Empty when the field is missing. */
    static String textOrEmpty(JsonNode holder, String field) {
        return Asked.given(holder.path(field)) ? text(holder, field) : "";
    }

    static ObjectNode object(JsonNode holder, String field) {
        if (!(holder.path(field) instanceof ObjectNode object)) {
            throw broken(field, "an object");
        }
        return object;
    }

    static ArrayNode array(JsonNode holder, String field) {
        if (!(holder.path(field) instanceof ArrayNode array)) {
            throw broken(field, "an array");
        }
        return array;
    }

    /** A whole number that is not negative. */
    static int count(JsonNode holder, String field) {
        JsonNode value = holder.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw broken(field, "a whole number");
        }
        return value.intValue();
    }

    private static BrokenAnswerException broken(String field, String expected) {
        return new BrokenAnswerException("The provider's answer is broken: '" + field + "' is not " + expected + ".");
    }
}
