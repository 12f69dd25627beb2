package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkingTest {

    @ParameterizedTest
    @DisplayName("GIVEN a model that takes an effort WHEN one is asked for THEN output_config.effort")
    @CsvSource({"minimal,low", "low,low", "medium,medium", "high,high", "xhigh,xhigh", "max,max"})
    void write_effort(String asked, String sent) {
        ObjectNode body = Ask.body("'reasoning_effort': '" + asked + "'");

        assertThat(body.path("output_config")).isEqualTo(Ask.tree("{'effort': '" + sent + "'}"));
        assertThat(body.has("thinking")).isFalse();
    }

    @ParameterizedTest
    @DisplayName("GIVEN a model that takes a budget and no limit of the caller's WHEN asked THEN the limit grows by it")
    @CsvSource({"minimal,1024,4096", "low,1024,4096", "medium,4096,8192", "high,16384,20480", "xhigh,16384,20480"})
    void write_budget(String asked, int budget, int limit) {
        ObjectNode body = Ask.body("'reasoning_effort': '" + asked + "'", Ask.OLDER);

        assertThat(body.path("thinking"))
                .isEqualTo(Ask.tree("{'type': 'enabled', 'budget_tokens': " + budget + "}"));
        assertThat(body.path("max_tokens").intValue()).isEqualTo(limit);
    }

    @ParameterizedTest
    @DisplayName("GIVEN a limit of the caller's WHEN a budget is asked for THEN it fits below, or the limit is raised")
    @CsvSource({"30000,high,16384,30000", "10000,high,8976,10000", "1500,medium,1024,1500", "100,low,1024,1124",
        "1024,low,1024,2048"})
    void write_budgetWithinLimit(int asked, String effort, int budget, int limit) {
        ObjectNode body = Ask.body("'reasoning_effort': '" + effort + "', 'max_tokens': " + asked, Ask.OLDER);

        assertThat(body.at("/thinking/budget_tokens").intValue()).isEqualTo(budget);
        assertThat(body.path("max_tokens").intValue()).isEqualTo(limit);
    }

    @Test
    @DisplayName("GIVEN no effort at all WHEN asked for THEN thinking is disabled on either kind of model")
    void write_none() {
        assertThat(Ask.body("'reasoning_effort': 'none'").path("thinking")).isEqualTo(Ask.tree("{'type': 'disabled'}"));
        assertThat(Ask.body("'reasoning_effort': 'none'", Ask.OLDER).path("thinking"))
                .isEqualTo(Ask.tree("{'type': 'disabled'}"));
    }

    @Test
    @DisplayName("GIVEN the provider's own thinking WHEN an effort is asked for too THEN thinking wins")
    void write_ownThinking() {
        MessagesRequest request = Ask
                .of("'reasoning_effort': 'low', 'thinking': {'type': 'enabled', 'budget_tokens': 6000}", Ask.OLDER);

        assertThat(request.body().path("thinking"))
                .isEqualTo(Ask.tree("{'type': 'enabled', 'budget_tokens': 6000}"));
        assertThat(request.body().path("max_tokens").intValue()).isEqualTo(10_096);
        assertThat(request.dropped()).containsExactly("reasoning_effort");
        assertThat(Ask.of("'reasoning_effort': 'none', 'thinking': {'type': 'adaptive'}").dropped())
                .containsExactly("reasoning_effort");
    }

    @Test
    @DisplayName("GIVEN the provider's own thinking and a limit of the caller's WHEN read THEN both stay as they are")
    void write_ownThinkingAndLimit() {
        assertThat(Ask.body("'max_tokens': 10, 'thinking': {'type': 'enabled', 'budget_tokens': 6000}")
                .path("max_tokens").intValue()).isEqualTo(10);
    }

    @Test
    @DisplayName("GIVEN a turn of tool calls begun without signed thinking WHEN asked to think THEN it does not")
    void write_withinToolCalls() {
        String messages = "'reasoning_effort': 'low', 'messages': [{'role': 'user', 'content': 'Hi'},"
                + "{'role': 'assistant', SIGNED 'tool_calls': [{'id': 'a', 'function': {'name': 'f'}}]},"
                + "{'role': 'tool', 'tool_call_id': 'a', 'content': '1'}]";
        String signed = "'thinking_blocks': [{'type': 'thinking', 'thinking': 'hm', 'signature': 's'}],";

        assertThat(Ask.of(messages.replace("SIGNED", ""), Ask.OLDER))
                .satisfies(request -> assertThat(request.body().has("thinking")).isFalse())
                .satisfies(request -> assertThat(request.dropped()).containsExactly("reasoning_effort"));
        assertThat(Ask.body(messages.replace("SIGNED", signed), Ask.OLDER).has("thinking")).isTrue();
    }

    @Test
    @DisplayName("GIVEN an unknown effort WHEN read THEN 400 at reasoning_effort")
    void write_unknown() {
        assertThat(Ask.refusal("'reasoning_effort': 'heroic'").param()).isEqualTo("reasoning_effort");
        assertThat(Ask.refusal("'reasoning_effort': 3").param()).isEqualTo("reasoning_effort");
    }
}
