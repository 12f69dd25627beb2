package com.ainative.gateway.account;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.chat.RequestJson;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.http.Request;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A request's JSON object, member by member. What is wrong is a 400 that names the member, and none of what it holds. */
public final class Fields {

    private static final int LONGEST_TEXT = 1_024;
    /** Bytes as JSON: it stands in tokens, which are headers. */
    private static final int LONGEST_LIST = 4_000;

    private final JsonNode json;

    private Fields(JsonNode json) {
        this.json = json;
    }

    /** As below. */
    static Fields of(Exchange exchange, String... known) {
        return of(exchange, List.of(known));
    }

    /**
     * @param known the members that mean something; others are refused
     * @throws GatewayException with a 400 or 415
     */
    public static Fields of(Exchange exchange, List<String> known) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (body == null || body.length == 0) {
            return new Fields(Json.object());
        }
        String type = exchange.getVariable(Request.VARIABLE, Request.class).header("content-type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw ErrorCode.UNSUPPORTED_MEDIA_TYPE.because("Send JSON, with 'Content-Type: application/json'.")
                    .toException();
        }
        if (!(RequestJson.read(body, "body") instanceof ObjectNode json)) {
            throw ErrorCode.INVALID_REQUEST.because("The body must be a JSON object.").toException();
        }
        return of(json, known);
    }

    /** The same of an object that has been read. */
    public static Fields of(ObjectNode json, List<String> known) {
        for (Iterator<String> sent = json.fieldNames(); sent.hasNext();) {
            String name = sent.next();
            if (!known.contains(name)) {
                throw ErrorCode.INVALID_REQUEST
                        .at(name.length() > 100 ? "body" : name, "Unknown member; known here: "
                                + String.join(", ", known) + ".")
                        .toException();
            }
        }
        return new Fields(json);
    }

    /** Objects in a list that must be there, at most so many. */
    public List<ObjectNode> objects(String name, int most) {
        JsonNode value = json.path(name);
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode item : value) {
            if (!(item instanceof ObjectNode object)) {
                throw wrong(name + "[" + objects.size() + "]", "is not an object");
            }
            objects.add(object);
        }
        if (!value.isArray() || objects.isEmpty() || objects.size() > most) {
            throw wrong(name, "is not a list of 1 to " + most + " objects");
        }
        return objects;
    }

    /** All of it, for the record: nothing secret stands in what is changed. */
    public String text() {
        return json.toString();
    }

    public boolean has(String name) {
        return json.has(name);
    }

    /** A text that must be there. */
    public String text(String name) {
        String text = optionalText(name);
        if (text == null || text.isEmpty()) {
            throw wrong(name, "is missing");
        }
        return text;
    }

    /** Null where it is not there, or null. */
    public @Nullable String optionalText(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().indexOf(0) >= 0) {
            throw wrong(name, "is not a text");
        }
        // A password may be longer than it may be: that is told by whoever knows how long.
        if (value.textValue().length() > 2 * LONGEST_TEXT) {
            throw wrong(name, "is too long");
        }
        return value.textValue();
    }

    /** A short name without control characters. */
    public String name(String name) {
        String text = text(name).strip();
        if (text.isEmpty() || text.length() > 200 || text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(name, "is not a name of 1 to 200 characters");
        }
        return text;
    }

    public @Nullable Integer optionalCount(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw wrong(name, "is not a whole number from 1 on");
        }
        return value.intValue();
    }

    /** Short texts without line breaks, each once; null where there is no list. */
    public @Nullable SortedSet<String> optionalTexts(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isTextual() || item.textValue().isBlank() || item.textValue().length() > 200
                    || item.textValue().chars().anyMatch(Character::isISOControl)) {
                throw wrong(name, "is not a list of names");
            }
            texts.add(item.textValue());
        }
        if (!value.isArray() || Json.write(value).length > LONGEST_LIST) {
            throw wrong(name, "is not a list of names, or one of more than " + LONGEST_LIST + " bytes");
        }
        return new TreeSet<>(texts);
    }

    /** One of these, or null. */
    public @Nullable String optionalOneOf(String name, List<String> words) {
        String text = optionalText(name);
        if (text != null && !words.contains(text)) {
            throw wrong(name, "is not one of " + String.join(", ", words));
        }
        return text;
    }

    public static GatewayException wrong(String name, String what) {
        return ErrorCode.INVALID_REQUEST.at(name, "'" + name + "' " + what + ".").toException();
    }
}
