package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolChoiceTest {

    private static final String ONE = "{'type': 'function', 'function': {'name': 'weather'}}";

    @ParameterizedTest
    @DisplayName("GIVEN a tool choice WHEN read THEN the provider's word for it")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'auto'|{'type': 'auto'}", "'required'|{'type': 'any'}",
        "'none'|{'type': 'none'}", ONE + "|{'type': 'tool', 'name': 'weather'}"})
    void read_choice(String choice, String sent) {
        assertThat(Ask.body(Ask.WEATHER_TOOL + ", 'tool_choice': " + choice).path("tool_choice"))
                .isEqualTo(Ask.tree(sent));
    }

    @ParameterizedTest
    @DisplayName("GIVEN no parallel calls WHEN read THEN the choice says so, except none, which cannot")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "null|{'type': 'auto', 'disable_parallel_tool_use': true}",
        "'auto'|{'type': 'auto', 'disable_parallel_tool_use': true}",
        "'required'|{'type': 'any', 'disable_parallel_tool_use': true}", "'none'|{'type': 'none'}",
        ONE + "|{'type': 'tool', 'name': 'weather', 'disable_parallel_tool_use': true}"})
    void read_noParallelCalls(String choice, String sent) {
        assertThat(Ask.body(Ask.WEATHER_TOOL + ", 'parallel_tool_calls': false, 'tool_choice': " + choice)
                .path("tool_choice")).isEqualTo(Ask.tree(sent));
    }

    @Test
    @DisplayName("GIVEN tools and no word on the choice WHEN read THEN none is sent")
    void read_unstated() {
        assertThat(Ask.body(Ask.WEATHER_TOOL).has("tool_choice")).isFalse();
        assertThat(Ask.body(Ask.WEATHER_TOOL + ", 'parallel_tool_calls': true").has("tool_choice")).isFalse();
    }

    @ParameterizedTest
    @DisplayName("GIVEN a demanded call while the model thinks WHEN read THEN 400 at tool_choice")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'required'", ONE})
    void read_demandedWhileThinking(String choice) {
        assertThat(Ask.refusal(
                Ask.WEATHER_TOOL + ", 'thinking': {'type': 'enabled', 'budget_tokens': 2000}, 'tool_choice': "
                        + choice))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("unsupported_parameter"))
                .satisfies(failure -> assertThat(failure.param()).isEqualTo("tool_choice"));
    }

    @ParameterizedTest
    @DisplayName("GIVEN a broken choice WHEN read THEN 400 at the field")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'tool_choice': 'often'|tool_choice",
        "'tool_choice': 1|tool_choice", "'tool_choice': {}|tool_choice.type",
        "'tool_choice': {'type': 'allowed_tools'}|tool_choice.type",
        "'tool_choice': {'type': 'function'}|tool_choice.function",
        "'tool_choice': {'type': 'function', 'function': {}}|tool_choice.function.name",
        "'parallel_tool_calls': 'no'|parallel_tool_calls"})
    void read_broken(String fields, String field) {
        assertThat(Ask.refusal(Ask.WEATHER_TOOL + ", " + fields).param()).isEqualTo(field);
    }

    @Test
    @DisplayName("GIVEN a demanded call but no tools WHEN read THEN 400 at tool_choice")
    void read_demandedWithoutTools() {
        assertThat(Ask.refusal("'tool_choice': 'required'").param()).isEqualTo("tool_choice");
    }
}
