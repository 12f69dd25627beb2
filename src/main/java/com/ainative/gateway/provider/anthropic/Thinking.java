package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.TargetConfig.Reasoning;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * How hard the model thinks, from {@code reasoning_effort}: as an effort, or as a budget of tokens on models that only
 * know budgets. A caller who writes {@code thinking} or {@code output_config.effort}, the provider's own words, is
 * taken at them.
 */
final class Thinking {

    /** The provider takes no smaller budget. */
    private static final int LEAST_BUDGET = 1024;
    /** Of a caller's limit, tokens kept for the answer where the budget can shrink. */
    private static final int ANSWER_ROOM = 1024;

    private Thinking() {
    }

    static boolean isOn(ObjectNode body) {
        String type = body.path("thinking").path("type").asText();
        return type.equals("enabled") || type.equals("adaptive");
    }

    /**
     * Writes {@code thinking} or {@code output_config.effort}, and raises {@code max_tokens}, which counts thinking
     * too, above the budget.
     *
     * @param body with {@code max_tokens} and the caller's extensions already in it
     * @param possible whether this request allows thinking by budget
     * @param limited whether {@code max_tokens} is the caller's own
     */
    static void write(ObjectNode body, JsonNode effort, Reasoning reasoning, boolean possible, boolean limited,
            Set<String> dropped) {
        boolean callersThinking = body.has("thinking");
        if (Asked.given(effort)) {
            String level = level(Asked.text(effort, "reasoning_effort"));
            if (level.equals("none") && !callersThinking) {
                body.set("thinking", Json.object().put("type", "disabled"));
            } else if (reasoning == Reasoning.EFFORT && !level.equals("none") && !hasEffort(body)) {
                MessagesRequest.outputConfig(body).put("effort", level);
            } else if (reasoning == Reasoning.BUDGET && possible && !callersThinking) {
                budget(body, level, limited);
            } else {
                dropped.add("reasoning_effort");
            }
        }
        long budget = body.path("thinking").path("budget_tokens").asLong();
        long limit = body.path("max_tokens").asLong();
        if (budget >= limit && !(callersThinking && limited)) {
            body.put("max_tokens", budget + limit);
        }
    }

    private static String level(String effort) {
        return switch (effort) {
            case "none", "low", "medium", "high", "xhigh", "max" -> effort;
            case "minimal" -> "low";
            default -> throw Asked.wrong("reasoning_effort",
                    "must be one of none, minimal, low, medium, high, xhigh and max");
        };
    }

    private static boolean hasEffort(ObjectNode body) {
        return body.path("output_config").has("effort");
    }

    private static void budget(ObjectNode body, String level, boolean limited) {
        int wanted = switch (level) {
            case "low" -> LEAST_BUDGET;
            case "medium" -> 4096;
            default -> 16_384;
        };
        int room = limited ? body.path("max_tokens").intValue() - ANSWER_ROOM : Integer.MAX_VALUE;
        body.set("thinking", Json.object().put("type", "enabled").put("budget_tokens",
                Math.max(LEAST_BUDGET, Math.min(wanted, room))));
    }
}
