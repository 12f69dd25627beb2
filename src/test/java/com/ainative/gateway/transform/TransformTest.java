package com.ainative.gateway.transform;

import static com.ainative.gateway.transform.Redactions.digits;
import static com.ainative.gateway.transform.Redactions.redaction;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.TransformRule;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformTest {

    @ParameterizedTest(name = "models [{0}] tiers [{1}]: {2}")
    @CsvSource(value = {"-,-,true", "fast,-,true", "smart;fast,-,true", "smart,-,false", "-,free,true", "-,pro,false",
        "fast,free,true", "fast,pro,false", "smart,free,false"})
    @DisplayName("GIVEN a rule's models and tiers WHEN a free caller asked for fast THEN it holds if both name them or are empty")
    void holding_modelsAndTiers(String models, String tiers, boolean holds) {
        var rule = new TransformRule(names(models), names(tiers), "other", false, List.of());
        assertThat(Transform.holding(List.of(rule), "fast", "free").changesNothing()).isEqualTo(!holds);
    }

    private static List<String> names(String names) {
        return names.equals("-") ? List.of() : List.of(names.split(";", -1));
    }

    @Test
    @DisplayName("GIVEN several rules that hold WHEN they are put together THEN the last name wins and the rest adds up in order")
    void holding_several() {
        var first = new TransformRule(List.of(), List.of(), "one", true, List.of(digits()));
        var second = new TransformRule(List.of(), List.of(), "two", false, List.of(redaction("a", "b", 1)));
        var third = new TransformRule(List.of(), List.of(), null, false, List.of());
        Transform transform = Transform.holding(List.of(first, second, third), "fast", "free");
        assertThat(transform.renameModel()).isEqualTo("two");
        assertThat(transform.stripReasoning()).isTrue();
        assertThat(transform.redactions()).containsExactly(first.redact().get(0), second.redact().get(0));
    }

    @Test
    @DisplayName("GIVEN a rule that asks for nothing WHEN it holds THEN nothing is to change")
    void changesNothing_emptyRule() {
        var rule = new TransformRule(List.of(), List.of(), null, false, List.of());
        assertThat(Transform.holding(List.of(rule), "fast", "free").changesNothing()).isTrue();
    }

    @Test
    @DisplayName("GIVEN a rule with one wish alone WHEN it holds THEN something is to change")
    void changesNothing_oneWish() {
        assertThat(new Transform(null, true, List.of()).changesNothing()).isFalse();
        assertThat(new Transform(null, false, List.of(digits())).changesNothing()).isFalse();
    }
}
