package com.ainative.gateway.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Holds a host's token counts to OpenAI's meaning: the completion holds the reasoning, and the total is the sum. */
final class OpenAiUsage {

    private OpenAiUsage() {
    }

    /** The object itself, made whole; null when it counts nothing or is none. */
    static @Nullable ObjectNode read(JsonNode provided) {
        if (!(provided instanceof ObjectNode usage)
                || !(count(usage, "prompt_tokens") || count(usage, "completion_tokens"))) {
            return null;
        }
        long prompt = usage.path("prompt_tokens").asLong();
        long completion = usage.path("completion_tokens").asLong();
        long total = usage.path("total_tokens").asLong(prompt + completion);
        long reasoning = usage.path("completion_tokens_details").path("reasoning_tokens").asLong();
        if (reasoning > 0 && total == prompt + completion + reasoning) {
            // xAI counts the reasoning apart.
            completion += reasoning;
        }
        return usage.put("prompt_tokens", prompt).put("completion_tokens", completion).put("total_tokens",
                count(usage, "total_tokens") ? total : prompt + completion);
    }

    private static boolean count(ObjectNode usage, String name) {
        return usage.path(name).isIntegralNumber();
    }
}
