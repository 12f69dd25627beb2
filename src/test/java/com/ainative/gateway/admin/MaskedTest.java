package com.ainative.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is hidden of an operator's files, and what is not. */
class MaskedTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"api-key: sk-1 | api-key: ***",
        "{api-key: \"sk, 1\", a: b} | {api-key: ***, a: b}", "{api-key: 'sk-1'} | {api-key: ***}",
        "headers: {x-goog-api-key: abc} | headers: {x-goog-api-key: ***}",
        "Authorization: Bearer x | Authorization: ***",
        "api-key: ${OPENAI_API_KEY:} | api-key: ${OPENAI_API_KEY:}",
        "api-key: \"${OPENAI_API_KEY:}\" | api-key: \"${OPENAI_API_KEY:}\"",
        "api-key: \"sk-${REST}\" | api-key: ***", "model: gpt-5-mini | model: gpt-5-mini",
        "token-tier: pro | token-tier: ***"})
    @DisplayName("GIVEN a line WHEN masked THEN a secret's value is gone, and a placeholder that says where it is stays")
    void text_masked(String line, String masked) {
        assertThat(Masked.text(line)).isEqualTo(masked);
    }
}
