package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.ChatRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;

/** How the next word is drawn and where the answer stops: {@code temperature}, {@code top_p}, {@code stop}. */
final class Sampling {

    private Sampling() {
    }

    /** @param allowed whether the model takes sampling parameters; not all do, and none while it thinks */
    static void write(ObjectNode body, ChatRequest chat, boolean allowed, Set<String> dropped) {
        // OpenAI's temperature goes to 2, the provider's to 1.
        number(body, chat, "temperature", 2, allowed, dropped);
        number(body, chat, "top_p", 1, allowed, dropped);
        ArrayNode stops = stops(chat.field("stop"));
        if (!stops.isEmpty() && !body.has("stop_sequences")) {
            body.set("stop_sequences", stops);
        }
    }

    private static void number(ObjectNode body, ChatRequest chat, String name, int most, boolean allowed,
            Set<String> dropped) {
        JsonNode value = chat.field(name);
        if (!Asked.given(value)) {
            return;
        }
        if (!value.isNumber() || value.decimalValue().signum() < 0
                || value.decimalValue().compareTo(BigDecimal.valueOf(most)) > 0) {
            throw Asked.wrong(name, "must be a number from 0 to " + most);
        }
        if (!allowed) {
            dropped.add(name);
        } else if (value.decimalValue().compareTo(BigDecimal.ONE) > 0) {
            body.put(name, 1);
        } else {
            body.set(name, value);
        }
    }

    /** Blank ones are left out, since the provider refuses them. */
    private static ArrayNode stops(JsonNode stop) {
        ArrayNode stops = JsonNodeFactory.instance.arrayNode();
        if (!Asked.given(stop)) {
            return stops;
        }
        if (stop.isTextual()) {
            addUnlessBlank(stops, stop.textValue());
            return stops;
        }
        ArrayNode given = Asked.array(stop, "stop");
        for (int i = 0; i < given.size(); i++) {
            addUnlessBlank(stops, Asked.text(given.get(i), "stop[" + i + "]"));
        }
        return stops;
    }

    private static void addUnlessBlank(ArrayNode stops, String stop) {
        if (!stop.isBlank()) {
            stops.add(stop);
        }
    }
}
