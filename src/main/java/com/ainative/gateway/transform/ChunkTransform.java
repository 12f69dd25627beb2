package com.ainative.gateway.transform;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Changes a stream chunk by chunk. A choice's text is out before its {@code finish_reason}, and all text before the
 * usage; a chunk that says nothing any more is left out.
 */
final class ChunkTransform {

    private static final List<String> ENVELOPE = List.of("id", "object", "created", "model");

    private final Transform transform;
    private final Consumer<ObjectNode> out;
    /** By {@code index}. */
    private final Map<Integer, ChoiceRedactor> choices = new TreeMap<>();
    /** The fields every chunk of this stream shares; needed when text is left at its end. */
    private ObjectNode envelope = Json.object();

    ChunkTransform(Transform transform, Consumer<ObjectNode> out) {
        this.transform = transform;
        this.out = out;
    }

    void chunk(ObjectNode chunk) {
        if (transform.renameModel() != null) {
            chunk.put("model", transform.renameModel());
        }
        boolean usage = chunk.hasNonNull("usage");
        JsonNode told = chunk.path("choices");
        if (usage && told.isEmpty()) {
            end();
        }
        boolean taken = false;
        boolean says = usage;
        for (JsonNode choice : told) {
            taken |= change(choice, chunk);
            says |= says(choice);
        }
        if (says || !taken) {
            out.accept(chunk);
        }
    }

    /** Gives out all text that is still held back. */
    void end() {
        choices.forEach((index, redactor) -> giveOut(index, redactor.end(Json.object())));
    }

    /** Changes one choice; says whether something was taken away. */
    private boolean change(JsonNode choice, ObjectNode chunk) {
        boolean taken = false;
        ObjectNode delta = choice.get("delta") instanceof ObjectNode present ? present : Json.object();
        if (transform.stripReasoning()) {
            taken = Reasoning.strip(delta);
        }
        if (!transform.redactions().isEmpty()) {
            Logprobs.drop(choice);
            int index = choice.path("index").asInt();
            ChoiceRedactor redactor = choices.computeIfAbsent(index,
                    first -> new ChoiceRedactor(transform.redactions()));
            taken |= redactor.redact(delta);
            if (redactor.holds()) {
                remember(chunk);
                if (choice.hasNonNull("finish_reason")) {
                    giveOut(index, redactor.end(delta));
                }
            }
        }
        return taken;
    }

    private void giveOut(int index, ObjectNode delta) {
        if (!delta.isEmpty()) {
            ObjectNode chunk = envelope.deepCopy();
            chunk.putArray("choices").addObject().put("index", index).putNull("finish_reason").set("delta", delta);
            out.accept(chunk);
        }
    }

    private void remember(ObjectNode chunk) {
        envelope = Json.object();
        for (String field : ENVELOPE) {
            if (chunk.has(field)) {
                envelope.set(field, chunk.get(field));
            }
        }
    }

    /** A role alone says something; empty text does not, nor does DeepSeek's {@code content: null} beside thinking. */
    private static boolean says(JsonNode choice) {
        return choice.hasNonNull("finish_reason")
                || choice.path("delta").valueStream().anyMatch(value -> switch (value) {
                    case NullNode none -> false;
                    case TextNode text -> !text.textValue().isEmpty();
                    case ArrayNode parts -> !parts.isEmpty();
                    default -> true;
                });
    }
}
