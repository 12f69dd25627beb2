package com.ainative.gateway.provider.openai;

import static com.ainative.gateway.provider.openai.Said.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.provider.BrokenAnswerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiAnswerTest {

    private static ObjectNode read(String answer) {
        return Said.written(OpenAiAnswer.read(json(answer), "m1"));
    }

    private static JsonNode choice(String choice) {
        return read("{'choices': [" + choice + "]}").at("/choices/0");
    }

    private static JsonNode usage(String usage) {
        return read("{'choices': [{'message': {}}], 'usage': " + usage + "}").path("usage");
    }

    @Test
    @DisplayName("GIVEN OpenAI's own answer with fields of tomorrow WHEN read THEN nothing changes")
    void read_openAi() {
        ObjectNode answer = json(OpenAiSamples.answer("Hi").replace("\"usage\":", "\"made_up\":[1.50],\"usage\":"));
        assertThat(Said.written(OpenAiAnswer.read(answer.deepCopy(), "other"))).isEqualTo(answer);
    }

    @Test
    @DisplayName("GIVEN the least a host may say WHEN read THEN what the schema requires is there")
    void read_sparse() {
        assertThat(read("{'choices': [{'message': {'content': 'Hi'}}, {'message': {}}]}")).isEqualTo(json(
                "{'choices': [{'message': {'content': 'Hi', 'role': 'assistant', 'refusal': null}, 'index': 0, "
                        + "'logprobs': null, 'finish_reason': 'stop'}, {'message': {'role': 'assistant', "
                        + "'content': null, 'refusal': null}, 'index': 1, 'logprobs': null, 'finish_reason': 'stop'}], "
                        + "'id': 'chatcmpl-unnamed', 'created': 0, 'model': 'm1', 'object': 'chat.completion'}"));
    }

    @Test
    @DisplayName("GIVEN tool calls without id, type or reason, and arguments in other forms WHEN read THEN they can be answered")
    void read_toolCalls() {
        JsonNode choice = choice("{'finish_reason': null, 'message': {'tool_calls': ["
                + "{'function': {'name': 'a', 'arguments': {'x': 1}}}, {'id': 'i', 'type': 'function', 'function': "
                + "{'name': 'b', 'arguments': ''}}, {'id': 'j', 'type': 'function', 'function': {'name': 'c', "
                + "'arguments': null}}, {'id': 'k', 'type': 'custom', 'custom': {'name': 'd'}}]}}");
        JsonNode calls = choice.at("/message/tool_calls");
        assertThat(choice.path("finish_reason").textValue()).isEqualTo("tool_calls");
        assertThat(calls.at("/0/id").textValue()).matches("call_[0-9a-f]{32}");
        assertThat(calls.at("/0/type").textValue()).isEqualTo("function");
        assertThat(calls.at("/0/function/arguments").textValue()).isEqualTo("{\"x\":1}");
        assertThat(calls.at("/1/function/arguments").textValue()).isEqualTo("{}");
        assertThat(calls.at("/2/function/arguments").textValue()).isEqualTo("{}");
        assertThat(calls.get(3)).isEqualTo(json("{'id': 'k', 'type': 'custom', 'custom': {'name': 'd'}}"));
    }

    @Test
    @DisplayName("GIVEN content in parts, thinking among them WHEN read THEN the text is the content and the thinking stands beside it")
    void read_contentParts() {
        assertThat(choice("{'message': {'content': [{'type': 'thinking', 'thinking': [{'type': 'text', 'text': 'a'}, "
                + "{'type': 'text', 'text': 'b'}]}, {'type': 'thinking', 'thinking': 'c'}, {'type': 'text', "
                + "'text': 'd'}, {'type': 'reference', 'reference_ids': [1]}, {'type': 'text', 'text': 'e'}]}}")
                .path("message")).isEqualTo(
                        json("{'content': 'de', 'role': 'assistant', 'refusal': null, 'reasoning_content': 'abc'}"));
        assertThat(choice("{'message': {'content': [], 'reasoning_content': 'r'}}").path("message")).isEqualTo(
                json("{'content': null, 'role': 'assistant', 'refusal': null, 'reasoning_content': 'r'}"));
    }

    @ParameterizedTest
    @CsvSource({"stop,stop", "length,length", "tool_calls,tool_calls", "content_filter,content_filter",
        "function_call,function_call", "model_length,length", "max_tokens,length", "eos,stop", "end_turn,stop",
        "tool_use,tool_calls", "sensitive,content_filter", "refusal,content_filter", "safety,content_filter",
        "of_tomorrow,stop", "'',stop"})
    @DisplayName("GIVEN a host's finish reason WHEN read THEN it is one of OpenAI's")
    void read_finishReason(String said, String expected) {
        assertThat(choice("{'message': {}, 'finish_reason': '" + said + "'}").path("finish_reason").textValue())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'error': {'message': 'inside'}}", "{'error': 'inside'}", "{}", "{'choices': []}",
        "{'choices': {}}", "{'choices': [1]}", "{'choices': [{'text': 'old'}]}", "{'choices': [{'message': 'x'}]}",
        "{'choices': [{'message': {}, 'finish_reason': 'error'}]}",
        "{'choices': [{'message': {}, 'finish_reason': 'insufficient_system_resource'}]}",
        "{'choices': [{'message': {}, 'error': {'message': 'inside'}}]}"})
    @DisplayName("GIVEN a status of 200 and no answer in it WHEN read THEN it is broken")
    void read_broken(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(BrokenAnswerException.class);
    }

    @Test
    @DisplayName("GIVEN xAI's counts, which leave the reasoning out WHEN read THEN the completion holds it")
    void read_usageOfXai() {
        assertThat(usage("{'prompt_tokens': 12, 'completion_tokens': 1, 'total_tokens': 303, "
                + "'completion_tokens_details': {'reasoning_tokens': 290}}").path("completion_tokens").intValue())
                .isEqualTo(291);
    }

    @Test
    @DisplayName("GIVEN counts whose completion holds the reasoning WHEN read THEN they stay, extra fields too")
    void read_usage() {
        ObjectNode usage = json("{'prompt_tokens': 12, 'completion_tokens': 291, 'total_tokens': 303, "
                + "'completion_tokens_details': {'reasoning_tokens': 290}, 'queue_time': 0.10}");
        assertThat(usage(usage.toString())).isEqualTo(usage);
    }

    @Test
    @DisplayName("GIVEN counts with gaps WHEN read THEN the gaps are filled, and counts of nothing are left out")
    void read_usageGaps() {
        assertThat(usage("{'prompt_tokens': 3, 'completion_tokens': 4}").path("total_tokens").intValue()).isEqualTo(7);
        assertThat(usage("{'prompt_tokens': 3}"))
                .isEqualTo(json("{'prompt_tokens': 3, 'completion_tokens': 0, 'total_tokens': 3}"));
        assertThat(usage("{}").isMissingNode()).isTrue();
        assertThat(usage("null").isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("GIVEN Groq's word for its usual tier WHEN read THEN it is OpenAI's")
    void read_serviceTier() {
        assertThat(read("{'choices': [{'message': {}}], 'service_tier': 'on_demand'}").path("service_tier").textValue())
                .isEqualTo("default");
        assertThat(read("{'choices': [{'message': {}}], 'service_tier': 'flex'}").path("service_tier").textValue())
                .isEqualTo("flex");
    }

    @Test
    @DisplayName("GIVEN a fractional time WHEN read THEN it is whole")
    void read_created() {
        assertThat(read("{'choices': [{'message': {}}], 'created': 12.7}").path("created").intValue()).isEqualTo(12);
    }
}
