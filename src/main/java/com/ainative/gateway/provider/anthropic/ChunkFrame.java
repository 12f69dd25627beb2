package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What all chunks of one answer have in common.
 *
 * @param created in seconds since 1970
 */
record ChunkFrame(String id, long created, String model) {

    ObjectNode delta(ObjectNode delta) {
        return choice(delta, null);
    }

    ObjectNode finish(String reason) {
        return choice(Json.object(), reason);
    }

    ObjectNode usage(ObjectNode usage) {
        ObjectNode chunk = chunk();
        chunk.putArray("choices");
        return chunk.set("usage", usage);
    }

    private ObjectNode choice(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = chunk();
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason).putNull("logprobs");
        return chunk;
    }

    private ObjectNode chunk() {
        return Json.object().put("id", id).put("object", "chat.completion.chunk").put("created", created).put("model",
                model);
    }
}
