package com.ainative.gateway.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a caller asks, in OpenAI's chat shape: the whole JSON tree, so that unknown fields survive, with a typed view of
 * the fields the gateway reads. {@link ReadChatRequest} has checked that {@code model} is a string, {@code messages} a
 * non-empty array of objects with a role, and that every field read here has its type.
 * The exchange variable {@link #VARIABLE}.
 *
 * <p>The tree is shared by every provider that is asked and must not be changed: a dialect copies what it alters.
 */
public record ChatRequest(ObjectNode json) {

    public static final String VARIABLE = "chat";

    public String model() {
        return json.path("model").textValue();
    }

    public ArrayNode messages() {
        return (ArrayNode) json.path("messages");
    }

    public boolean stream() {
        return json.path("stream").booleanValue();
    }

    /** Whether a streamed answer ends in a chunk with the usage ({@code stream_options.include_usage}). */
    public boolean includeUsage() {
        return json.path("stream_options").path("include_usage").booleanValue();
    }

    /** A top-level field, or a missing node; JSON {@code null} counts as missing, as in OpenAI's API. */
    public JsonNode field(String name) {
        JsonNode value = json.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }
}
