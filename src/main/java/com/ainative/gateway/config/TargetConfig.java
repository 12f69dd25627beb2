package com.ainative.gateway.config;

import java.util.regex.Pattern;

/**
 * One model of one provider.
 *
 * @param id names this target in routes, breakers and metrics: {@code openai-gpt-5-mini}
 * @param provider a name under {@code providers}
 * @param model the provider's own name for it
 * @param maxTokens what to ask for when the caller sets no limit and the provider's protocol demands one
 * @param sampling whether the model takes {@code temperature} and {@code top_p}; newer Anthropic models refuse them
 * @param structuredOutput how a JSON schema is asked for
 * @param reasoning how {@code reasoning_effort} is asked for
 */
public record TargetConfig(String id, String provider, String model, int maxTokens, Sampling sampling,
        StructuredOutput structuredOutput, Reasoning reasoning) {

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9._-]");

    /** Whether sampling parameters are sent. */
    public enum Sampling {
        FULL,
        NONE
    }

    /** Whether the provider has a field for a schema, or is made to call a tool with it. */
    public enum StructuredOutput {
        NATIVE,
        TOOL
    }

    /** Whether the model takes an effort, or a budget of thinking tokens. */
    public enum Reasoning {
        EFFORT,
        BUDGET
    }

    /** The id follows from provider and model; it is made once, for it is asked for several times a request. */
    public TargetConfig(String provider, String model, int maxTokens, Sampling sampling,
            StructuredOutput structuredOutput, Reasoning reasoning) {
        this(provider + "-" + NOT_IN_NAMES.matcher(model).replaceAll("_"), provider, model, maxTokens, sampling,
                structuredOutput, reasoning);
    }

    public static TargetConfig of(String provider, String model) {
        return new TargetConfig(provider, model, 4096, Sampling.FULL, StructuredOutput.NATIVE, Reasoning.EFFORT);
    }
}
