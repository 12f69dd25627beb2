package com.ainative.gateway.provider.openai;

import com.ainative.gateway.chat.ChunkSink;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.provider.BrokenAnswerException;
import com.ainative.gateway.provider.StreamTranslator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenAI's chunks. They pass as they are, but for what hosts leave out of the schema and for the usage: it comes
 * in a chunk of its own, with the last one or with each, and here it comes once, last.
 */
final class OpenAiStream implements StreamTranslator {

    private static final String DONE = "[DONE]";
    /** What a chunk says of the whole answer. */
    private static final List<String> NAMES = List.of("id", "created", "model", "service_tier", "system_fingerprint");

    private final String model;
    private static final int MOST_CHOICES = 1_000;

    private final Map<Integer, StreamedChoice> choices = new HashMap<>();
    private final ObjectNode names = Json.object();
    private @Nullable ObjectNode usage;
    private boolean over;

    /** @param model what was asked for, should the chunks not name it */
    OpenAiStream(String model) {
        this.model = model;
    }

    @Override
    public void event(String name, byte[] data, ChunkSink sink) {
        if (over) {
            return;
        }
        if (isDone(data)) {
            end(sink);
            return;
        }
        ObjectNode chunk = parse(data);
        JsonNode error = error(name, chunk);
        if (!error.isMissingNode() && !error.isNull()) {
            fail(OpenAiErrors.inStream(error), sink);
            return;
        }
        ObjectNode counted = OpenAiUsage.read(chunk.path("usage"));
        chunk.remove("usage");
        if (counted != null) {
            usage = counted;
        }
        JsonNode pieces = chunk.path("choices");
        if (pieces.isEmpty() && counted != null) {
            remember(chunk);
        } else if (pieces.isArray()) {
            pass(chunk, pieces, sink);
        } else {
            throw new BrokenAnswerException("a chunk without choices");
        }
    }

    /** An {@code error} event may hold the error without a field around it; OpenRouter puts it into the choice. */
    private static JsonNode error(String name, ObjectNode chunk) {
        if (chunk.hasNonNull("error")) {
            return chunk.path("error");
        }
        return name.equals("error") ? chunk : chunk.path("choices").path(0).path("error");
    }

    private void pass(ObjectNode chunk, JsonNode pieces, ChunkSink sink) {
        int position = 0;
        for (JsonNode piece : pieces) {
            if (!(piece instanceof ObjectNode object)) {
                throw new BrokenAnswerException("a choice that is no object");
            }
            if (!object.path("index").isIntegralNumber()) {
                object.put("index", position);
            }
            if (choices.size() > MOST_CHOICES) {
                throw new BrokenAnswerException("more than " + MOST_CHOICES + " choices");
            }
            choices.computeIfAbsent(object.path("index").intValue(), index -> new StreamedChoice()).piece(object);
            position++;
        }
        remember(chunk);
        sink.chunk(name(chunk));
    }

    /** What one chunk leaves out, the ones before have said. */
    private ObjectNode name(ObjectNode chunk) {
        for (String field : List.of("id", "created", "model")) {
            if (!chunk.hasNonNull(field) && names.has(field)) {
                chunk.set(field, names.get(field));
            }
        }
        OpenAiAnswer.name(chunk, model);
        return chunk.put("object", "chat.completion.chunk");
    }

    private void remember(ObjectNode chunk) {
        NAMES.stream().filter(chunk::hasNonNull).forEach(field -> names.set(field, chunk.get(field)));
    }

    /** Hosts that close without {@code [DONE]} have finished too, if every choice has; {@code [DONE]} alone is no end. */
    @Override
    public void end(ChunkSink sink) {
        if (over) {
            return;
        }
        if (choices.isEmpty() || !choices.values().stream().allMatch(StreamedChoice::finished)) {
            fail(ErrorCode.UPSTREAM_FAILED.because("The provider's stream ended before its answer was complete."),
                    sink);
            return;
        }
        over = true;
        if (usage != null) {
            ObjectNode chunk = name(names.deepCopy());
            chunk.putArray("choices");
            chunk.set("usage", usage);
            sink.chunk(chunk);
        }
        sink.done();
    }

    private void fail(Failure failure, ChunkSink sink) {
        over = true;
        sink.failed(failure);
    }

    private static boolean isDone(byte[] data) {
        // Spaces around it come from hosts that write "data:  [DONE]"; a chunk is longer and is not looked at.
        return data.length < 2 * DONE.length() && new String(data, StandardCharsets.UTF_8).strip().equals(DONE);
    }

    private static ObjectNode parse(byte[] data) {
        try {
            if (Json.read(data) instanceof ObjectNode chunk) {
                return chunk;
            }
        } catch (JsonProcessingException e) {
            throw new BrokenAnswerException("a chunk that is not JSON");
        }
        throw new BrokenAnswerException("a chunk that is not an object");
    }
}
