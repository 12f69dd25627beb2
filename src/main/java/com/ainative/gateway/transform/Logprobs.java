package com.ainative.gateway.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The probabilities of the tokens: they spell the text out once more, so they cannot stand beside redacted text. */
final class Logprobs {

    private Logprobs() {
    }

    static void drop(JsonNode choice) {
        if (choice instanceof ObjectNode object && object.hasNonNull("logprobs")) {
            object.putNull("logprobs");
        }
    }
}
