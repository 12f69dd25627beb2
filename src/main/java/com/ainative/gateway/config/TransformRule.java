package com.ainative.gateway.config;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be seen of an answer.
 *
 * @param models names under {@code models} it holds for; empty means all
 * @param tiers names under {@code tiers} it holds for; empty means all
 * @param renameModel what the answer says it came from
 * @param stripReasoning whether the model's thinking is taken out
 * @param redact patterns replaced in the text of the answer, also across the borders of streamed pieces
 */
public record TransformRule(List<String> models, List<String> tiers, @Nullable String renameModel,
        boolean stripReasoning, List<Redaction> redact) {

    public TransformRule {
        models = List.copyOf(models);
        tiers = List.copyOf(tiers);
        redact = List.copyOf(redact);
    }

    /**
     * @param pattern what to replace
     * @param replacement with what, taken literally
     * @param longest characters of the longest match; a stream holds back at most this many
     */
    public record Redaction(Pattern pattern, String replacement, int longest) {
    }
}
