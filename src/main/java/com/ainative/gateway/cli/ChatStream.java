package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A streamed answer as it arrives: server-sent events with one chunk each, ended by {@code [DONE]}. A stream that ends in
 * any other way was cut, and says so rather than pass for a short answer.
 *
 * @param provider who answers
 */
record ChatStream(String provider, InputStream events) {

    /** Hands on every piece of text as soon as it is there. */
    void forEachPiece(Consumer<String> piece) {
        StringBuilder data = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    data.append(line, line.startsWith("data: ") ? 6 : 5, line.length()).append('\n');
                } else if (line.isEmpty() && !data.isEmpty()) {
                    String event = data.toString().strip();
                    data.setLength(0);
                    if (event.equals("[DONE]")) {
                        return;
                    }
                    piece.accept(text(event));
                }
            }
        } catch (IOException e) {
            throw broken("the connection was lost");
        }
        throw broken("it ended before it was complete");
    }

    private static String text(String event) {
        try {
            JsonNode chunk = Json.read(event.getBytes(StandardCharsets.UTF_8));
            if (chunk.hasNonNull("error")) {
                throw GatewayFailures.broken(chunk.path("error"));
            }
            return chunk.path("choices").path(0).path("delta").path("content").asText("");
        } catch (JsonProcessingException e) {
            throw broken("an event of it is not JSON");
        }
    }

    private static CommandFailure broken(String why) {
        return new CommandFailure(ExitCode.PROVIDER_FAILED, "the answer broke off: " + why);
    }
}
