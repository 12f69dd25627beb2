package com.ainative.gateway.conformance;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.conformance.Recording.Protocol;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Reads the two kinds of cassettes: VCR's, whose bodies are text, packed bytes or a parsed tree, and go-vcr's, whose
 * bodies are text.
 */
final class Cassette {

    private Cassette() {
    }

    static List<Recording> read(String file, Protocol protocol, JsonNode cassette) {
        List<Recording> recordings = new ArrayList<>();
        int number = 0;
        for (JsonNode interaction : cassette.path("interactions")) {
            JsonNode response = interaction.path("response");
            // go-vcr's status is the line, and its code stands apart.
            int status = response.path("status").path("code").asInt(response.path("code").asInt());
            String contentType = header(response.path("headers"), "content-type");
            ObjectNode request = request(contentType.startsWith("text/event-stream"));
            JsonNode asked = parsed(interaction.path("request"));
            // What a provider refused, the gateway may refuse before it asks.
            if (protocol == Protocol.OPENAI && status == 200 && asked.has("messages")) {
                request = Fixtures.object(asked);
            }
            recordings.add(new Recording(file + "/" + number++, protocol, request, status, contentType,
                    body(response)));
        }
        return recordings;
    }

    /** A request that any of the answers could belong to. */
    static ObjectNode request(boolean stream) {
        ObjectNode request = Json.object();
        request.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        request.putArray("tools").addObject().put("type", "function").putObject("function").put("name", "weather");
        if (stream) {
            request.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        return request;
    }

    private static JsonNode parsed(JsonNode message) {
        return message.has("parsed_body")
                ? message.path("parsed_body")
                : Recording.read(body(message));
    }

    private static String body(JsonNode message) {
        if (message.has("parsed_body")) {
            return new String(Json.write(message.path("parsed_body")), StandardCharsets.UTF_8);
        }
        JsonNode body = message.path("body");
        JsonNode content = body.isObject() ? body.path("string") : body;
        try {
            return content.isBinary() ? unpacked(content.binaryValue()) : content.textValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unpacked(byte[] bytes) throws IOException {
        boolean packed = bytes.length > 1 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
        return new String(packed ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes,
                StandardCharsets.UTF_8);
    }

    private static String header(JsonNode headers, String name) {
        for (var header : headers.properties()) {
            if (header.getKey().toLowerCase(Locale.ROOT).equals(name)) {
                return header.getValue().path(0).asText();
            }
        }
        return "";
    }
}
