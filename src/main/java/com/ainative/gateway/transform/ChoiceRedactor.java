package com.ainative.gateway.transform;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.TransformRule.Redaction;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Redacts the text of one choice of a stream, each field by itself. */
final class ChoiceRedactor {

    private final List<Redaction> redactions;
    private final Map<String, StreamRedactor> fields = new LinkedHashMap<>();

    ChoiceRedactor(List<Redaction> redactions) {
        this.redactions = redactions;
    }

    /** Replaces the delta's text by what may be seen by now; says whether that is different. */
    boolean redact(ObjectNode delta) {
        boolean changed = false;
        for (String field : TextSlot.FIELDS) {
            for (TextSlot slot : TextSlot.of(delta, field)) {
                String text = slot.text();
                String seen = fields.computeIfAbsent(field, first -> new StreamRedactor(redactions)).feed(text);
                if (!seen.equals(text)) {
                    slot.put(seen);
                    changed = true;
                }
            }
        }
        return changed;
    }

    /**
     * Ends the choice's text. What was held back is added to the same field of the delta where there is one; the rest is
     * returned as a delta that belongs before it, and is empty when there is none.
     */
    ObjectNode end(ObjectNode delta) {
        ObjectNode rest = Json.object();
        fields.forEach((field, redactor) -> {
            String held = redactor.end();
            if (!held.isEmpty()) {
                List<TextSlot> slots = TextSlot.of(delta, field);
                TextSlot slot = slots.isEmpty() ? new TextSlot(rest, field) : slots.getLast();
                slot.put(slots.isEmpty() ? held : slot.text() + held);
            }
        });
        return rest;
    }

    boolean holds() {
        return fields.values().stream().anyMatch(StreamRedactor::holds);
    }
}
