package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.NumericChars;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ToolIdsTest {

    @Property(tries = 300, seed = "20261123")
    @Label("GIVEN any id WHEN sent and received THEN it is the same, and was acceptable on the way")
    void sent_isReversible(@ForAll @NotEmpty @AlphaChars @NumericChars String plain, @ForAll int place) {
        for (String id : new String[]{plain, plain + ":" + place, "b64id_" + plain, plain + "é"}) {
            assertThat(ToolIds.sent(id)).matches("[a-zA-Z0-9_-]+");
            assertThat(ToolIds.received(ToolIds.sent(id))).isEqualTo(id);
        }
    }

    @Test
    @DisplayName("GIVEN an acceptable id WHEN sent THEN unchanged")
    void sent_acceptable() {
        assertThat(ToolIds.sent("toolu_01-aB")).isEqualTo("toolu_01-aB");
    }

    @Test
    @DisplayName("GIVEN a provider's id that only looks encoded WHEN received THEN unchanged")
    void received_foreign() {
        assertThat(ToolIds.received("b64id_!")).isEqualTo("b64id_!");
        assertThat(ToolIds.received("toolu_1")).isEqualTo("toolu_1");
    }
}
