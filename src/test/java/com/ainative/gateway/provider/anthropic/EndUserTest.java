package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndUserTest {

    @ParameterizedTest
    @DisplayName("GIVEN an opaque id WHEN read THEN metadata.user_id")
    @ValueSource(strings = {"u-42", "8f14e45f-ceea-467f-ab6e-d2a1f9c1b7e0", "1234567"})
    void write_opaque(String id) {
        assertThat(Ask.body("'user': '" + id + "'").path("metadata")).isEqualTo(Ask.tree("{'user_id': '" + id + "'}"));
    }

    @Test
    @DisplayName("GIVEN both words for it WHEN read THEN the newer one counts")
    void write_both() {
        assertThat(Ask.body("'user': 'old', 'safety_identifier': 'new'").at("/metadata/user_id").asText())
                .isEqualTo("new");
    }

    @ParameterizedTest
    @DisplayName("GIVEN what looks like an address or a number of a person WHEN read THEN withheld and listed")
    @ValueSource(strings = {"ann@example.test", "+49 170 1234567", "+491701234567", "(555) 123-4567", "555-123-4567"})
    void write_personal(String id) {
        MessagesRequest request = Ask.of("'user': '" + id + "'");

        assertThat(request.body().has("metadata")).isFalse();
        assertThat(request.dropped()).containsExactly("user");
    }

    @Test
    @DisplayName("GIVEN an empty or wrong id WHEN read THEN nothing, or 400")
    void write_odd() {
        assertThat(Ask.body("'user': ' '").has("metadata")).isFalse();
        assertThat(Ask.refusal("'user': 7").param()).isEqualTo("user");
    }
}
