package com.ainative.gateway.transform;

import static com.ainative.gateway.transform.Redactions.digits;
import static com.ainative.gateway.transform.Redactions.redaction;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RedactorTest {

    @Test
    @DisplayName("GIVEN text with matches WHEN it is redacted THEN each match is replaced and the rest stays")
    void redact_matches() {
        assertThat(new Redactor(List.of(digits())).redact("PIN 1234, room 12, card 4111111111111111."))
                .isEqualTo("PIN #, room 12, card #.");
    }

    @Test
    @DisplayName("GIVEN text without a match WHEN it is redacted THEN it is the same text")
    void redact_noMatch() {
        String text = "nothing to see";
        assertThat(new Redactor(List.of(digits())).redact(text)).isSameAs(text);
    }

    @Test
    @DisplayName("GIVEN a replacement with dollar and backslash WHEN text is redacted THEN they stand for themselves")
    void redact_literalReplacement() {
        assertThat(new Redactor(List.of(redaction("a", "$1\\", 1))).redact("bab")).isEqualTo("b$1\\b");
    }

    @Test
    @DisplayName("GIVEN two redactions WHEN text is redacted THEN the second sees what the first left")
    void redact_chain() {
        var redactor = new Redactor(List.of(redaction("a+", "b", 9), redaction("bb", "c", 2)));
        assertThat(redactor.redact("aaab")).isEqualTo("c");
    }

    @Test
    @DisplayName("GIVEN a pattern that can match nothing WHEN text is redacted THEN only matches of something count")
    void redact_emptyMatches() {
        assertThat(new Redactor(List.of(redaction("x*", "#", 9))).redact("axxb🙂x")).isEqualTo("a#b🙂#");
    }

    @Test
    @DisplayName("GIVEN a pattern that matches nothing before an emoji WHEN text is redacted THEN the emoji stays whole")
    void redact_emptyMatchBeforeSurrogates() {
        assertThat(new Redactor(List.of(redaction("\\P{So}*", "#", 9))).redact("🙂ab🙂")).isEqualTo("🙂#🙂");
    }
}
