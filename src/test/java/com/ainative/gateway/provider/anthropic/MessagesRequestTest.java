package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.error.Failure;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesRequestTest {

    @Test
    @DisplayName("GIVEN a plain question WHEN translated THEN model, limit and messages, and nothing else")
    void of_plain() {
        assertThat(Ask.body("'stream': false, 'n': 1, 'modalities': ['text'], 'stream_options': null"))
                .isEqualTo(Ask.json("{'model': 'claude-new', 'max_tokens': 4096,"
                        + "'messages': [{'role': 'user', 'content': [{'type': 'text', 'text': 'Hi'}]}]}"));
    }

    @ParameterizedTest
    @DisplayName("GIVEN limits WHEN translated THEN the newer word wins, then the older, then the configured")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'max_tokens': 5, 'max_completion_tokens': 7|7",
        "'max_tokens': 5, 'max_completion_tokens': null|5", "'max_tokens': null|4096"})
    void of_limit(String fields, int sent) {
        assertThat(Ask.body(fields).path("max_tokens").intValue()).isEqualTo(sent);
    }

    @ParameterizedTest
    @DisplayName("GIVEN a limit of nothing or no whole number WHEN translated THEN 400 at the field")
    @ValueSource(strings = {"0", "-1", "1.5", "'5'", "99999999999"})
    void of_wrongLimit(String limit) {
        assertThat(Ask.refusal("'max_tokens': " + limit).param()).isEqualTo("max_tokens");
        assertThat(Ask.refusal("'max_completion_tokens': " + limit).param()).isEqualTo("max_completion_tokens");
    }

    @Test
    @DisplayName("GIVEN parameters the provider has no word for WHEN translated THEN left out and listed in order")
    void of_ignored() {
        MessagesRequest request = Ask.of("'logprobs': true, 'top_logprobs': 2, 'logit_bias': {}, 'seed': 1,"
                + "'presence_penalty': 0, 'frequency_penalty': 0, 'store': true, 'metadata': {'a': 'b'},"
                + "'prediction': {}, 'verbosity': 'low', 'prompt_cache_key': 'k', 'prompt_cache_retention': '24h'");

        assertThat(request.dropped()).containsExactly("logprobs", "top_logprobs", "logit_bias", "seed",
                "presence_penalty", "frequency_penalty", "store", "metadata", "prediction", "verbosity",
                "prompt_cache_key", "prompt_cache_retention");
        assertThat(request.body()).isEqualTo(Ask.body(""));
        assertThat(Ask.of("'seed': null").dropped()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN fields OpenAI does not know WHEN translated THEN they pass unchanged")
    void of_extensions() {
        String extensions = "'thinking': {'type': 'disabled'}, 'top_k': 5, 'cache_control': {'type': 'ephemeral'},"
                + "'output_config': {'effort': 'low'}, 'mcp_servers': [{'url': 'https://mcp.test'}], 'container': 'c',"
                + "'context_management': {'edits': []}, 'something_new': {'a': [1.50]}";
        ObjectNode body = Ask.body(extensions + ", 'speed': null");

        assertThat(body.has("speed")).isFalse();
        Ask.json("{" + extensions + "}").properties()
                .forEach(field -> assertThat(body.path(field.getKey())).isEqualTo(field.getValue()));
    }

    @ParameterizedTest
    @DisplayName("GIVEN what would change the answer WHEN translated THEN 400 unsupported_parameter at the field")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'n': 2|n", "'audio': {'voice': 'x'}|audio",
        "'modalities': ['text', 'audio']|modalities", "'web_search_options': {}|web_search_options",
        "'functions': []|functions", "'function_call': 'auto'|function_call"})
    void of_unsupported(String fields, String field) {
        Failure failure = Ask.refusal(fields);

        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.code()).isEqualTo("unsupported_parameter");
        assertThat(failure.param()).isEqualTo(field);
    }

    @ParameterizedTest
    @DisplayName("GIVEN a value of a wrong type WHEN translated THEN 400 at the field")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'n': 0|n", "'n': 'one'|n", "'modalities': 1|modalities",
        "'service_tier': 1|service_tier"})
    void of_wrongType(String fields, String field) {
        assertThat(Ask.refusal(fields).param()).isEqualTo(field);
    }

    @Test
    @DisplayName("GIVEN a service tier WHEN translated THEN the provider's word, or left out and listed")
    void of_serviceTier() {
        assertThat(Ask.body("'service_tier': 'auto'").path("service_tier").asText()).isEqualTo("auto");
        assertThat(Ask.body("'service_tier': 'default'").path("service_tier").asText()).isEqualTo("standard_only");
        assertThat(Ask.of("'service_tier': 'flex'"))
                .satisfies(request -> assertThat(request.body().has("service_tier")).isFalse())
                .satisfies(request -> assertThat(request.dropped()).containsExactly("service_tier"));
    }

    @Test
    @DisplayName("GIVEN a stream WHEN translated THEN stream, and stream_options stay with the gateway")
    void of_stream() {
        ObjectNode body = Ask.body("'stream': true, 'stream_options': {'include_usage': true}");

        assertThat(body.path("stream").booleanValue()).isTrue();
        assertThat(body.has("stream_options")).isFalse();
    }

    @Test
    @DisplayName("GIVEN a request with everything in it WHEN translated twice THEN its tree is as it was")
    void of_leavesTheRequestAlone() {
        ChatRequest chat = Ask.chat("'system': 'own', 'output_config': {}, 'reasoning_effort': 'high', 'stop': ['a'],"
                + "'tools': [{'type': 'function', 'cache_control': {}, 'function': {'name': 'f', 'parameters': {}}}],"
                + "'response_format': {'type': 'json_schema', 'json_schema': {'schema': {'type': 'object'}}},"
                + "'messages': [{'role': 'system', 'content': [{'type': 'text', 'text': 'a'}], 'cache_control': {}},"
                + "{'role': 'user', 'content': [{'type': 'document', 'source': {}}], 'cache_control': {'type': 'x'}},"
                + "{'role': 'assistant', 'tool_calls': [{'id': 'a:1', 'function': {'name': 'f'}}]},"
                + "{'role': 'tool', 'tool_call_id': 'a:1', 'content': [{'type': 'text', 'text': '1', 'x': {}}]}]");
        ObjectNode before = chat.json().deepCopy();

        ObjectNode first = MessagesRequest.of(chat, Ask.NEWER).body();
        first.withObject("/output_config").put("changed", true);
        first.withArray("/messages").forEach(turn -> ((ObjectNode) turn).put("changed", true));
        ObjectNode second = MessagesRequest.of(chat, Ask.OLDER).body();

        assertThat(chat.json()).isEqualTo(before);
        assertThat(second.path("output_config")).isEqualTo(Ask.tree("{}"));
    }
}
