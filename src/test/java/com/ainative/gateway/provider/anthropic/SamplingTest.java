package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.config.TargetConfig.Reasoning;
import com.ainative.gateway.config.TargetConfig.StructuredOutput;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {

    @ParameterizedTest
    @DisplayName("GIVEN a temperature WHEN read THEN above 1 becomes 1, the rest stays")
    @CsvSource({"0,0", "0.7,0.7", "1,1", "1.2,1", "2,1"})
    void write_temperature(String asked, String sent) {
        assertThat(Ask.body("'temperature': " + asked).path("temperature").decimalValue()).isEqualByComparingTo(sent);
    }

    @Test
    @DisplayName("GIVEN top_p WHEN read THEN it stays")
    void write_topP() {
        assertThat(Ask.body("'top_p': 0.95").path("top_p").decimalValue()).isEqualByComparingTo("0.95");
    }

    @Test
    @DisplayName("GIVEN a model without sampling parameters, or one that thinks WHEN set THEN left out and listed")
    void write_notAllowed() {
        TargetConfig fixed = new TargetConfig("anthropic", "claude", 4096, TargetConfig.Sampling.NONE,
                StructuredOutput.NATIVE, Reasoning.EFFORT);
        String sampling = "'top_p': 0.9, 'temperature': 0.5";

        for (MessagesRequest request : new MessagesRequest[]{Ask.of(sampling, fixed),
            Ask.of(sampling + ", 'thinking': {'type': 'adaptive'}")}) {
            assertThat(request.dropped()).containsExactly("top_p", "temperature");
            assertThat(request.body().has("temperature")).isFalse();
            assertThat(request.body().has("top_p")).isFalse();
        }
    }

    @ParameterizedTest
    @DisplayName("GIVEN stops WHEN read THEN stop_sequences without the blank ones")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'END'|['END']", "['a', ' ', 'b', '\\n']|['a', 'b']"})
    void write_stop(String asked, String sent) {
        assertThat(Ask.body("'stop': " + asked).path("stop_sequences")).isEqualTo(Ask.tree(sent));
    }

    @Test
    @DisplayName("GIVEN blank stops only, or the provider's own word WHEN read THEN none is added")
    void write_noStop() {
        assertThat(Ask.body("'stop': ' '").has("stop_sequences")).isFalse();
        assertThat(Ask.body("'stop': 'a', 'stop_sequences': ['b']").path("stop_sequences"))
                .isEqualTo(Ask.tree("['b']"));
    }

    @ParameterizedTest
    @DisplayName("GIVEN a value out of range or of a wrong type WHEN read THEN 400 at the field")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'temperature': 2.1|temperature",
        "'temperature': -1|temperature", "'temperature': 'hot'|temperature", "'top_p': 1.1|top_p", "'stop': 1|stop",
        "'stop': ['a', 1]|stop[1]"})
    void write_wrong(String fields, String field) {
        assertThat(Ask.refusal(fields).param()).isEqualTo(field);
    }
}
