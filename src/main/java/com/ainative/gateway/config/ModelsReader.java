package com.ainative.gateway.config;

import com.ainative.gateway.config.ModelConfig.Strategy;
import com.ainative.gateway.config.TargetConfig.Reasoning;
import com.ainative.gateway.config.TargetConfig.Sampling;
import com.ainative.gateway.config.TargetConfig.StructuredOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the section {@code models}, whose targets are among the given providers. */
final class ModelsReader {

    private static final ValueType<String> NAME = ValueType.matching(
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}"),
            "is not a model's name; use up to 128 letters, digits and . _ : / @ + -, with a letter or digit first");
    private static final ValueType<String> UPSTREAM = ValueType.matching(Pattern.compile("[\\x21-\\x7E]{1,256}"),
            "is not a model's name; use up to 256 ASCII characters without spaces");
    private static final ValueType<Integer> TOKENS = ValueType.integer(1, 100_000_000);

    private final Set<String> providers;
    /** A target's id names its route and its breaker: two targets of one id would share a breaker. */
    private final Map<String, String> targetOfId = new HashMap<>();

    ModelsReader(Set<String> providers) {
        this.providers = providers;
    }

    Map<String, ModelConfig> read(ConfigNode models) {
        Map<String, ModelConfig> read = new LinkedHashMap<>();
        models.entries().forEach((name, model) -> {
            model.nameIs(NAME, name);
            read.put(name, new ModelConfig(name, model.get("strategy", ValueType.oneOf(Strategy.class), Strategy.ORDER),
                    targets(model.child("providers"))));
            model.noOtherKeys();
        });
        models.requireEntries("holds no model; name at least one, with its providers");
        return read;
    }

    private List<TargetConfig> targets(ConfigNode list) {
        List<TargetConfig> targets = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ConfigNode item : list.requireItems("needs at least one, such as {provider: openai, model: gpt-5-mini}")) {
            TargetConfig target = target(item);
            targets.add(target);
            if (target.provider().isEmpty() || target.model().isEmpty()) {
                continue;
            }
            String name = target.model() + " of " + target.provider();
            String twin = targetOfId.putIfAbsent(target.id(), name);
            if (twin != null && !twin.equals(name)) {
                item.problem("cannot be told from " + twin + " in routes and metrics, where both are " + target.id()
                        + "; rename a provider");
            } else if (!seen.add(name)) {
                item.problem("the same model of the same provider is in this list already");
            }
        }
        return targets;
    }

    private TargetConfig target(ConfigNode node) {
        TargetConfig usual = TargetConfig.of(node.require("provider", ValueType.reference("provider", providers), ""),
                node.require("model", UPSTREAM, ""));
        TargetConfig read = new TargetConfig(usual.provider(), usual.model(),
                node.get("max-tokens", TOKENS, usual.maxTokens()),
                node.get("sampling", ValueType.oneOf(Sampling.class), usual.sampling()),
                node.get("structured-output", ValueType.oneOf(StructuredOutput.class), usual.structuredOutput()),
                node.get("reasoning", ValueType.oneOf(Reasoning.class), usual.reasoning()));
        node.noOtherKeys();
        return read;
    }
}
