package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Property(seed = "20261123")
    @Label("GIVEN any text WHEN it is made one line THEN no control character is left and it is short")
    void oneLine_any(@ForAll String text) {
        assertThat(PlainText.oneLine(text)).hasSizeLessThanOrEqualTo(503)
                .matches(line -> line.chars().noneMatch(Character::isISOControl));
    }

    @Property(seed = "20261123")
    @Label("GIVEN any text WHEN it is shown THEN of the control characters only line ends and tabs are left")
    void of_any(@ForAll String text) {
        assertThat(PlainText.of(text).chars().filter(Character::isISOControl)).allMatch(c -> c == '\n' || c == '\t');
    }

    @Test
    @DisplayName("GIVEN ordinary text WHEN it is shown THEN it is unchanged, whatever the script")
    void of_ordinary() {
        assertThat(PlainText.of("naïve\tΩ 水 🙂\n")).isEqualTo("naïve\tΩ 水 🙂\n");
    }

    @Test
    @DisplayName("GIVEN a very long line WHEN it is made one line THEN it is cut and says so")
    void oneLine_long() {
        assertThat(PlainText.oneLine("x".repeat(600))).isEqualTo("x".repeat(500) + "...");
    }
}
