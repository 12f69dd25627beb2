package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.provider.BrokenAnswerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The tokens of one answer. A stream reports them several times, each time the total so far: what a report names
 * replaces what was known, the rest stays. Cached tokens are counted apart by the provider and within the prompt by
 * OpenAI.
 */
final class MessagesUsage {

    private static final String INPUT = "input_tokens";
    private static final String CACHE_WRITTEN = "cache_creation_input_tokens";
    private static final String CACHE_READ = "cache_read_input_tokens";
    private static final String OUTPUT = "output_tokens";
    private static final String OUTPUT_DETAILS = "output_tokens_details";
    private static final String THINKING = "thinking_tokens";
    private static final List<String> COUNTS = List.of(INPUT, CACHE_WRITTEN, CACHE_READ, OUTPUT);

    private final ObjectNode known = Json.object();

    /** Takes one report; a missing one changes nothing. */
    void report(JsonNode usage) {
        if (!Asked.given(usage)) {
            return;
        }
        if (!usage.isObject()) {
            throw new BrokenAnswerException("The provider's answer is broken: 'usage' is not an object.");
        }
        usage.properties().stream().filter(field -> !field.getValue().isNull()).forEach(field -> {
            if (COUNTS.contains(field.getKey())) {
                Provided.count(usage, field.getKey());
            }
            known.set(field.getKey(), field.getValue());
        });
    }

    /** In OpenAI's words, followed by the provider's fields that have none. */
    ObjectNode openAi() {
        long cacheRead = count(CACHE_READ);
        long prompt = count(INPUT) + count(CACHE_WRITTEN) + cacheRead;
        long completion = count(OUTPUT);
        ObjectNode usage = Json.object().put("prompt_tokens", prompt).put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
        usage.putObject("prompt_tokens_details").put("cached_tokens", cacheRead).put("cache_creation_tokens",
                count(CACHE_WRITTEN));
        JsonNode details = known.path(OUTPUT_DETAILS);
        if (Asked.given(details.path(THINKING))) {
            usage.putObject("completion_tokens_details").put("reasoning_tokens", Provided.count(details, THINKING));
        }
        known.properties().stream()
                .filter(field -> !COUNTS.contains(field.getKey()) && !field.getKey().equals(OUTPUT_DETAILS)
                        && !usage.has(field.getKey()))
                .forEach(field -> usage.set(field.getKey(), field.getValue().deepCopy()));
        return usage;
    }

    private long count(String field) {
        return known.path(field).longValue();
    }
}
