package com.ainative.gateway.reload.golden;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the twin answered.
 *
 * @param provider who it says has answered; empty where nobody has
 * @param contentType empty where it says none
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares replies
record Reply(int status, String provider, String contentType, byte[] body) {

    private static final int MOST_SHOWN = 300;

    /** The body as JSON, or null where it is none. */
    @Nullable
    JsonNode json() {
        try {
            JsonNode read = Json.read(body);
            return read.isMissingNode() ? null : read;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** What kind of body it has. */
    String kind() {
        return body.length == 0 ? "an empty body" : contentType.isEmpty() ? "a body of no type" : contentType;
    }

    /** Why it failed, where it did: behind a status that was not expected, that is what an operator asks next. */
    String reason() {
        String message = status < 400
                ? ""
                : Optional.ofNullable(json()).map(json -> json.path("error").path("message").asText(""))
                        .orElseGet(() -> new String(body, StandardCharsets.UTF_8));
        return message.isEmpty() ? "" : ": " + shown(message);
    }

    static String shown(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "...";
    }
}
