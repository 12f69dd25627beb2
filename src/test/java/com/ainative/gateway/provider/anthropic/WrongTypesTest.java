package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.provider.BrokenAnswerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Puts each of some odd values in each place of a full tree: whatever is wrong must be told, never stumbled over. */
class WrongTypesTest {

    private static final JsonNode ODD = Ask.tree("[null, true, 0, -1, 1.5, 1e30, '', ' ', 'x', [], {}, [null], [1],"
            + "['x'], [[]], [{}], {'type': 'x'}, {'type': null}]");

    private static final String REQUEST = """
            'max_tokens': 9000, 'temperature': 0.5, 'top_p': 0.5, 'stop': ['a'], 'user': 'u', 'n': 1,
            'reasoning_effort': 'low', 'service_tier': 'auto', 'stream': true, 'parallel_tool_calls': false,
            'output_config': {'effort': 'low'}, 'thinking': {'type': 'disabled'}, 'system': 'own',
            'modalities': ['text'], 'tool_choice': {'type': 'function', 'function': {'name': 'f'}},
            'tools': [{'type': 'function', 'function': {'name': 'f', 'description': 'd', 'strict': true,
              'parameters': {'type': 'object'}}}],
            'response_format': {'type': 'json_schema', 'json_schema': {'schema': {'type': 'object'}}},
            'messages': [
              {'role': 'system', 'content': [{'type': 'text', 'text': 'a'}]},
              {'role': 'user', 'name': 'n', 'content': [
                {'type': 'text', 'text': 'a'},
                {'type': 'image_url', 'image_url': {'url': 'https://pictures.test/a.png', 'detail': 'low'}},
                {'type': 'file', 'title': 't', 'file': {'file_data': 'JVBERi0=', 'filename': 'a.pdf'}}]},
              {'role': 'assistant', 'content': 'a', 'refusal': null,
                'thinking_blocks': [{'type': 'thinking', 'thinking': 'a', 'signature': 's'},
                  {'type': 'redacted_thinking', 'data': 'd'}],
                'tool_calls': [{'id': 'a', 'type': 'function', 'function': {'name': 'f', 'arguments': '{}'}}]},
              {'role': 'tool', 'tool_call_id': 'a', 'content': 'a', 'is_error': true,
                'cache_control': {'type': 'ephemeral'}}]
            """;

    @Test
    @DisplayName("GIVEN any field of a request with an odd value WHEN translated THEN done, or 400 at a place")
    void of_oddRequest() {
        ObjectNode request = Ask.chat(REQUEST).json();

        assertThat(MessagesRequest.of(new ChatRequest(request), Ask.OLDER).body().path("messages")).hasSize(3);
        eachOddity(request, odd -> {
            if (!odd.path("model").isTextual() || !odd.path("messages").isArray()) {
                return; // whoever read the request has checked these
            }
            for (var target : List.of(Ask.NEWER, Ask.OLDER)) {
                Throwable thrown = catchThrowable(() -> MessagesRequest.of(new ChatRequest(odd), target));
                if (thrown != null) {
                    assertThat(thrown).as("%s", odd).isInstanceOf(GatewayException.class);
                    assertThat(((GatewayException) thrown).failure().status()).isEqualTo(400);
                    assertThat(((GatewayException) thrown).failure().param()).isNotBlank();
                }
            }
        });
    }

    @Test
    @DisplayName("GIVEN any field of an answer with an odd value WHEN read THEN done, or broken")
    void read_oddAnswer() {
        ObjectNode answer = Ask.json("{'id': 'm', 'model': 'c', 'stop_reason': 'refusal', 'container': {'id': 'c'},"
                + "'stop_details': {'explanation': 'No.'}, 'content': [{'type': 'text', 'text': 'a'},"
                + "{'type': 'thinking', 'thinking': 'a', 'signature': 's'}, {'type': 'redacted_thinking', 'data': 'd'},"
                + "{'type': 'tool_use', 'id': 't', 'name': 'f', 'input': {}}], 'usage': {'input_tokens': 1,"
                + "'output_tokens': 2, 'cache_read_input_tokens': 3, 'cache_creation_input_tokens': 4,"
                + "'output_tokens_details': {'thinking_tokens': 1}}}");

        assertThat(MessagesAnswer.read(answer, 1, false).at("/choices/0/message/tool_calls")).hasSize(1);
        eachOddity(answer, odd -> {
            Throwable thrown = catchThrowable(() -> MessagesAnswer.read(odd, 1, false));
            assertThat(thrown == null || thrown instanceof BrokenAnswerException).as("%s: %s", odd, thrown).isTrue();
        });
    }

    @Test
    @DisplayName("GIVEN any field of an event with an odd value WHEN streamed THEN done, failed or broken")
    void event_oddEvents() {
        ObjectNode events = Ask.json("{'events': [{'type': 'message_start', 'message': {'id': 'm', 'model': 'c',"
                + "'usage': {'input_tokens': 1}}}, {'type': 'content_block_start', 'index': 0, 'content_block':"
                + "{'type': 'thinking', 'thinking': '', 'signature': ''}}, {'type': 'content_block_delta', 'index': 0,"
                + "'delta': {'type': 'signature_delta', 'signature': 's'}}, {'type': 'content_block_stop', 'index': 0},"
                + "{'type': 'content_block_start', 'index': 1, 'content_block': {'type': 'tool_use', 'id': 't',"
                + "'name': 'f', 'input': {}}}, {'type': 'content_block_delta', 'index': 1, 'delta':"
                + "{'type': 'input_json_delta', 'partial_json': '{}'}}, {'type': 'content_block_stop', 'index': 1},"
                + "{'type': 'message_delta', 'delta': {'stop_reason': 'refusal', 'stop_details': {'explanation': 'a'}},"
                + "'usage': {'output_tokens': 1}}, {'type': 'error', 'error': {'type': 'rate_limit_error',"
                + "'message': 'm', 'details': {'error_code': 'x'}}}]}");

        eachOddity(events, odd -> {
            RecordingSink sink = new RecordingSink();
            MessagesStream stream = new MessagesStream(MessagesStreamTest.CLOCK, false);
            Throwable thrown = catchThrowable(() -> {
                odd.path("events").forEach(event -> stream.event("", Json.write(event), sink));
                stream.end(sink);
            });
            assertThat(thrown == null ? sink.failure().isPresent() : thrown instanceof BrokenAnswerException)
                    .as("%s: %s", odd, thrown).isTrue();
        });
    }

    private static void eachOddity(ObjectNode full, Consumer<ObjectNode> check) {
        List<String> places = new ArrayList<>();
        collect(full, "", places);
        assertThat(places).hasSizeGreaterThan(20);
        for (String place : places) {
            String parent = place.substring(0, place.lastIndexOf('/'));
            String last = place.substring(place.lastIndexOf('/') + 1);
            for (JsonNode odd : ODD) {
                ObjectNode changed = full.deepCopy();
                switch (changed.at(parent)) {
                    case ObjectNode object -> object.set(last, odd.deepCopy());
                    case ArrayNode array -> array.set(Integer.parseInt(last), odd.deepCopy());
                    default -> throw new IllegalStateException(place);
                }
                check.accept(changed);
            }
        }
    }

    private static void collect(JsonNode node, String path, List<String> places) {
        node.properties().forEach(field -> {
            places.add(path + "/" + field.getKey());
            collect(field.getValue(), path + "/" + field.getKey(), places);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(path + "/" + i);
            collect(node.get(i), path + "/" + i, places);
        }
    }
}
