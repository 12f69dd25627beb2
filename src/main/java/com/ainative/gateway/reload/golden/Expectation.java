package com.ainative.gateway.reload.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One thing that is expected of an answer. */
sealed interface Expectation {

    /** Where it is said. */
    Place place();

    /** What was expected and what was found instead, or null where they are the same. */
    @Nullable
    String difference(Reply reply);

    /** The status of the answer. */
    record Status(Place place, int status) implements Expectation {

        @Override
        public @Nullable String difference(Reply reply) {
            return reply.status() == status
                    ? null
                    : "expected " + status + ", found " + reply.status() + reply.reason();
        }
    }

    /** Who has answered. */
    record Provider(Place place, String name) implements Expectation {

        @Override
        public @Nullable String difference(Reply reply) {
            if (reply.provider().equals(name)) {
                return null;
            }
            return "expected " + name + ", found "
                    + (reply.provider().isEmpty() ? "that no provider has answered" : Reply.shown(reply.provider()));
        }
    }

    /** What stands at a place of a JSON answer. */
    record Value(Place place, JsonPath path, JsonNode value) implements Expectation {

        /** 1 and 1.0 are the same number. */
        private static final Comparator<JsonNode> AS_JSON = (one, other) -> one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.equals(other) ? 0 : 1;

        @Override
        public @Nullable String difference(Reply reply) {
            JsonNode json = reply.json();
            if (json == null) {
                return "expected " + shown(value) + ", found " + reply.kind()
                        + ", which is not JSON; of such an answer, a streamed one too, only status and provider can be"
                        + " expected";
            }
            JsonNode found = path.in(json);
            return value.equals(AS_JSON, found) ? null : "expected " + shown(value) + ", found " + shown(found);
        }

        private static String shown(JsonNode json) {
            return json.isMissingNode() ? "nothing" : Reply.shown(json.toString());
        }
    }
}
