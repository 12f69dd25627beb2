package com.ainative.gateway.transform;

import com.ainative.gateway.config.TransformRule;
import com.ainative.gateway.config.TransformRule.Redaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All the rules that hold for one answer, as one.
 *
 * @param renameModel the last name a rule gave
 * @param redactions applied one after the other, each to what the one before left
 */
record Transform(@Nullable String renameModel, boolean stripReasoning, List<Redaction> redactions) {

    static Transform holding(List<TransformRule> rules, String model, String tier) {
        String renameModel = null;
        boolean stripReasoning = false;
        List<Redaction> redactions = new ArrayList<>();
        for (TransformRule rule : rules) {
            if (holdsFor(rule.models(), model) && holdsFor(rule.tiers(), tier)) {
                renameModel = rule.renameModel() == null ? renameModel : rule.renameModel();
                stripReasoning |= rule.stripReasoning();
                redactions.addAll(rule.redact());
            }
        }
        return new Transform(renameModel, stripReasoning, redactions);
    }

    private static boolean holdsFor(List<String> names, String name) {
        return names.isEmpty() || names.contains(name);
    }

    boolean changesNothing() {
        return renameModel == null && !stripReasoning && redactions.isEmpty();
    }
}
