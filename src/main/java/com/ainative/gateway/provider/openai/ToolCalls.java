package com.ainative.gateway.provider.openai;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one message. Of a streamed one, each piece says by its index which call it belongs to; hosts leave
 * the index out, count from one, or use the same for all, and here the calls are counted from zero as they come.
 */
final class ToolCalls {

    /** By the host's index. */
    private final Map<Integer, Call> byIndex = new HashMap<>();
    private final Map<String, Call> byId = new HashMap<>();
    private @Nullable Call last;
    private int count;

    private record Call(int number, String id) {
    }

    /** The calls of a whole message. */
    static void complete(JsonNode calls) {
        for (JsonNode each : calls) {
            if (each instanceof ObjectNode call && call.path("function") instanceof ObjectNode function) {
                name(call);
                writeOut(function);
                if (function.path("arguments").asText("").isEmpty()) {
                    function.put("arguments", "{}");
                }
            }
        }
    }

    /** The pieces that came in one delta. */
    void piece(JsonNode pieces) {
        for (JsonNode each : pieces) {
            if (each instanceof ObjectNode piece) {
                Call call = known(piece);
                if (call == null) {
                    name(piece);
                    call = new Call(count++, piece.path("id").asText());
                    byId.put(call.id, call);
                    JsonNode index = piece.path("index");
                    if (index.isIntegralNumber()) {
                        byIndex.put(index.intValue(), call);
                    }
                }
                last = call;
                piece.put("index", call.number);
                if (piece.path("function") instanceof ObjectNode function) {
                    writeOut(function);
                }
            }
        }
    }

    private @Nullable Call known(ObjectNode piece) {
        JsonNode index = piece.path("index");
        String id = piece.path("id").asText("");
        boolean begins = !piece.path("function").path("name").asText("").isEmpty();
        Call sameId = byId.get(id);
        if (sameId != null) {
            return sameId;
        }
        if (!index.isIntegralNumber()) {
            return begins ? null : last;
        }
        Call sameIndex = byIndex.get(index.intValue());
        return begins && !id.isEmpty() ? null : sameIndex;
    }

    /** What a call needs to be answered. */
    private static void name(ObjectNode call) {
        if (call.path("id").asText("").isEmpty()) {
            call.put("id", "call_" + UUID.randomUUID().toString().replace("-", ""));
        }
        if (call.path("type").asText("").isEmpty()) {
            call.put("type", "function");
        }
    }

    /** Arguments are JSON in a string; some hosts forget the string. */
    private static void writeOut(ObjectNode function) {
        JsonNode arguments = function.path("arguments");
        if (arguments.isObject()) {
            function.put("arguments", new String(Json.write(arguments), StandardCharsets.UTF_8));
        }
    }
}
