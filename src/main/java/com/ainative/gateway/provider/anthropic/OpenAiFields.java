package com.ainative.gateway.provider.anthropic;

import java.util.Set;

/** The top-level words of OpenAI's chat request. Any other field is a word of the provider's and passes through. */
final class OpenAiFields {

    /** Left out without harm to the answer, and listed: the provider has no word for them. */
    private static final Set<String> IGNORED = Set.of("logprobs", "top_logprobs", "logit_bias", "seed",
            "presence_penalty", "frequency_penalty", "store", "metadata", "prediction", "verbosity", "prompt_cache_key",
            "prompt_cache_retention");

    private static final Set<String> TRANSLATED = Set.of("model", "messages", "max_tokens", "max_completion_tokens",
            "temperature", "top_p", "stop", "user", "safety_identifier", "reasoning_effort", "service_tier", "stream",
            "stream_options", "n", "tools", "tool_choice", "parallel_tool_calls", "response_format", "modalities",
            "audio", "web_search_options", "functions", "function_call");

    private OpenAiFields() {
    }

    static boolean ignored(String name) {
        return IGNORED.contains(name);
    }

    static boolean known(String name) {
        return IGNORED.contains(name) || TRANSLATED.contains(name);
    }
}
