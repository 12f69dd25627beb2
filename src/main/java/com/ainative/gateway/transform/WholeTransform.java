package com.ainative.gateway.transform;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes an answer that is there as a whole. */
final class WholeTransform {

    private final Transform transform;
    private final Redactor redactor;

    WholeTransform(Transform transform) {
        this.transform = transform;
        this.redactor = new Redactor(transform.redactions());
    }

    /** Changes the tree itself and gives it back. */
    ObjectNode apply(ObjectNode answer) {
        if (transform.renameModel() != null) {
            answer.put("model", transform.renameModel());
        }
        for (JsonNode choice : answer.path("choices")) {
            ObjectNode message = choice.get("message") instanceof ObjectNode present ? present : Json.object();
            if (transform.stripReasoning()) {
                Reasoning.strip(message);
            }
            if (!transform.redactions().isEmpty()) {
                Logprobs.drop(choice);
                redact(message);
            }
        }
        return answer;
    }

    private void redact(ObjectNode message) {
        for (String field : TextSlot.FIELDS) {
            for (TextSlot slot : TextSlot.of(message, field)) {
                slot.put(redactor.redact(slot.text()));
            }
        }
    }
}
