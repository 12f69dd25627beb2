package com.ainative.gateway.route;

import static com.ainative.gateway.route.SdkStage.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.Answer;
import com.ainative.gateway.fake.Answer.Call;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartImage.ImageUrl;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.StructuredChatCompletion;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's official Java client, unmodified, against the gateway, whoever stands behind it. */
class OpenAiSdkTest {

    private static final Call PARIS = new Call("call_1", "GetWeather", "{\"city\":\"Paris\"}");
    private static final Call ROME = new Call("call_2", "GetWeather", "{\"city\":\"Rome\"}");

    /** A tool as the client derives it from a class. */
    public static final class GetWeather {
        @JsonProperty
        public String city = "";
    }

    /** An answer as the client derives its schema from a class. */
    public static final class Forecast {
        @JsonProperty
        public String city = "";
        @JsonProperty
        public int degrees;
    }

    private static ChatCompletion whole(SdkStage stage, ChatCompletionCreateParams params) {
        return stage.client().chat().completions().create(params).validate();
    }

    /** Streams, finds each chunk valid, and puts them together as the client does. */
    private static ChatCompletion streamed(SdkStage stage, ChatCompletionCreateParams params) {
        ChatCompletionAccumulator together = ChatCompletionAccumulator.create();
        chunks(stage, params).forEach(together::accumulate);
        return together.chatCompletion().validate();
    }

    private static List<ChatCompletionChunk> chunks(SdkStage stage, ChatCompletionCreateParams params) {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream = stage.client().chat().completions().createStreaming(params)) {
            stream.stream().forEach(chunk -> chunks.add(chunk.validate()));
        }
        return chunks;
    }

    private static ChatCompletionMessage message(ChatCompletion completion) {
        return completion.choices().get(0).message();
    }

    private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletion completion) {
        return message(completion).toolCalls().orElseThrow().stream().map(call -> call.asFunction()).toList();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a plain chat WHEN asked THEN the answer is valid, with its reason and usage")
    void create_plain(Behind behind) {
        try (SdkStage stage = new SdkStage(behind).says(Answer.text("Hello there you"))) {
            ChatCompletion completion = whole(stage, chat().build());
            assertThat(message(completion).content()).contains("Hello there you");
            assertThat(completion.choices().get(0).finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(completion.usage().orElseThrow().totalTokens()).isEqualTo(12);
            assertThat(completion.model()).isEqualTo("upstream-model");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a streamed chat without include_usage WHEN read THEN each chunk is valid and none tells usage")
    void createStreaming_plain(Behind behind) {
        try (SdkStage stage = new SdkStage(behind).says(Answer.text("Hello there you"))) {
            List<ChatCompletionChunk> chunks = chunks(stage, chat().build());
            assertThat(chunks).hasSizeGreaterThan(2).allMatch(chunk -> chunk.usage().isEmpty());
            assertThat(chunks).extracting(ChatCompletionChunk::id).containsOnly(chunks.get(0).id());
            ChatCompletion completion = streamed(stage, chat().build());
            assertThat(message(completion).content()).contains("Hello there you");
            assertThat(completion.choices().get(0).finishReason()).isEqualTo(FinishReason.STOP);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN include_usage WHEN streamed THEN the last chunk alone tells it, without choices")
    void createStreaming_usage(Behind behind) {
        ChatCompletionCreateParams params = chat()
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build()).build();
        try (SdkStage stage = new SdkStage(behind).says(Answer.text("Hello"))) {
            List<ChatCompletionChunk> chunks = chunks(stage, params);
            ChatCompletionChunk last = chunks.remove(chunks.size() - 1);
            assertThat(last.choices()).isEmpty();
            assertThat(last.usage().orElseThrow().totalTokens()).isEqualTo(12);
            assertThat(chunks).allMatch(chunk -> chunk.usage().isEmpty());
            assertThat(streamed(stage, params).usage().orElseThrow().promptTokens()).isEqualTo(9);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a tool WHEN its result goes back THEN the provider is told of the call and the result in its own words")
    void create_toolRoundTrip(Behind behind) {
        try (SdkStage stage = new SdkStage(behind).says(Answer.calls(PARIS))) {
            ChatCompletionCreateParams.Builder params = chat().addTool(GetWeather.class);
            ChatCompletion asked = whole(stage, params.build());
            assertThat(asked.choices().get(0).finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
            assertThat(calls(asked)).singleElement().satisfies(call -> {
                assertThat(call.id()).isEqualTo("call_1");
                assertThat(call.function().name()).isEqualTo("GetWeather");
                assertThat(call.function().arguments(GetWeather.class).city).isEqualTo("Paris");
            });
            assertTool(behind, stage.asked());

            stage.says(Answer.text("It rains"));
            params.addMessage(message(asked)).addMessage(
                    ChatCompletionToolMessageParam.builder().toolCallId("call_1").content("rain").build());
            assertThat(message(whole(stage, params.build())).content()).contains("It rains");
            assertRoundTrip(behind, stage.asked().path("messages"));
        }
    }

    private static void assertTool(Behind behind, JsonNode asked) {
        String tool = behind == Behind.OPENAI ? "/tools/0/function" : "/tools/0";
        String schema = behind == Behind.OPENAI ? "/parameters" : "/input_schema";
        assertThat(asked.at(tool + "/name").textValue()).isEqualTo("GetWeather");
        assertThat(asked.at(tool + schema + "/properties/city/type").textValue()).isEqualTo("string");
    }

    private static void assertRoundTrip(Behind behind, JsonNode messages) {
        if (behind == Behind.OPENAI) {
            assertThat(messages.at("/1/tool_calls/0/id").textValue()).isEqualTo("call_1");
            assertThat(messages.at("/1/tool_calls/0/function/arguments").textValue()).isEqualTo(PARIS.arguments());
            assertThat(messages.at("/2/role").textValue()).isEqualTo("tool");
            assertThat(messages.at("/2/tool_call_id").textValue()).isEqualTo("call_1");
            assertThat(messages.at("/2/content").textValue()).isEqualTo("rain");
        } else {
            assertThat(messages.at("/1/content/0/type").textValue()).isEqualTo("tool_use");
            assertThat(messages.at("/1/content/0/input/city").textValue()).isEqualTo("Paris");
            assertThat(messages.at("/2/role").textValue()).isEqualTo("user");
            assertThat(messages.at("/2/content/0/type").textValue()).isEqualTo("tool_result");
            assertThat(messages.at("/2/content/0/tool_use_id"))
                    .isEqualTo(messages.at("/1/content/0/id"));
            assertThat(messages.at("/2/content/0/content").toString()).contains("rain");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN two tool calls at once WHEN asked plain and streamed THEN both are whole, in order, and both results go back")
    void create_parallelTools(Behind behind) {
        try (SdkStage stage = new SdkStage(behind).says(Answer.calls(PARIS, ROME))) {
            ChatCompletionCreateParams.Builder params = chat().addTool(GetWeather.class);
            ChatCompletion whole = whole(stage, params.build());
            ChatCompletion streamed = streamed(stage, params.build());
            for (ChatCompletion asked : List.of(whole, streamed)) {
                assertThat(asked.choices().get(0).finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
                assertThat(calls(asked)).extracting(call -> call.id()).containsExactly("call_1", "call_2");
                assertThat(calls(asked)).extracting(call -> call.function().arguments(GetWeather.class).city)
                        .containsExactly("Paris", "Rome");
            }
            params.addMessage(message(streamed));
            for (Call call : List.of(PARIS, ROME)) {
                params.addMessage(
                        ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("rain").build());
            }
            whole(stage, params.build());
            JsonNode messages = stage.asked().path("messages");
            assertThat(messages).hasSize(behind == Behind.OPENAI ? 4 : 3);
            assertThat(behind == Behind.OPENAI
                    ? messages.path(3).path("tool_call_id")
                    : messages.at("/2/content/1/tool_use_id")).hasToString("\"call_2\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a class as response format WHEN asked THEN the provider gets its schema and the client an object of it")
    void create_structured(Behind behind) {
        StructuredChatCompletionCreateParams<Forecast> params = chat().responseFormat(Forecast.class).build();
        try (SdkStage stage = new SdkStage(behind).says(Answer.text("{\"city\":\"Paris\",\"degrees\":21}"))) {
            StructuredChatCompletion<Forecast> completion = stage.client().chat().completions().create(params)
                    .validate();
            Forecast forecast = completion.choices().get(0).message().content().orElseThrow();
            assertThat(forecast.city).isEqualTo("Paris");
            assertThat(forecast.degrees).isEqualTo(21);
            JsonNode schema = stage.asked().at(behind == Behind.OPENAI
                    ? "/response_format/json_schema/schema"
                    : "/output_config/format/schema");
            assertThat(schema.at("/properties/degrees/type").textValue()).isEqualTo("integer");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a picture WHEN asked THEN the provider gets it in its own words")
    void create_vision(Behind behind) {
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder().model("fast")
                .addUserMessageOfArrayOfContentParts(List.of(
                        ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder().text("what?").build()),
                        ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                .imageUrl(ImageUrl.builder().url("data:image/png;base64,iVBORw0KGgo=").build())
                                .build())))
                .build();
        try (SdkStage stage = new SdkStage(behind).says(Answer.text("a dot"))) {
            whole(stage, params);
            JsonNode part = stage.asked().at("/messages/0/content/1");
            assertThat(behind == Behind.OPENAI
                    ? part.at("/image_url/url").textValue()
                    : part.at("/source/data").textValue())
                    .endsWith("iVBORw0KGgo=");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a model that thinks WHEN asked plain and streamed THEN the thought stands beside the content")
    void create_reasoning(Behind behind) {
        try (SdkStage stage = new SdkStage(behind).says(Answer.thought("hm so", "Hello"))) {
            ChatCompletionMessage message = message(whole(stage, chat().build()));
            assertThat(message.content()).contains("Hello");
            assertThat(message._allProperties().get("reasoning_content")).hasToString("hm so");

            StringBuilder thought = new StringBuilder();
            for (ChatCompletionChunk chunk : chunks(stage, chat().build())) {
                chunk.choices().forEach(choice -> thought.append(
                        choice.delta()._allProperties().containsKey("reasoning_content")
                                ? choice.delta()._allProperties().get("reasoning_content")
                                : ""));
            }
            assertThat(thought).hasToString("hm so");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a thought before a tool call WHEN the message goes back with it THEN the provider gets it, signature and all")
    void create_reasoningRoundTrip(Behind behind) {
        try (SdkStage stage = new SdkStage(behind).says(new Answer("hm so", "", List.of(PARIS)))) {
            ChatCompletionCreateParams.Builder params = chat().addTool(GetWeather.class);
            ChatCompletionMessage thought = message(whole(stage, params.build()));
            // The client leaves out of the next request what it does not know, unless told otherwise.
            ChatCompletionAssistantMessageParam.Builder back = thought.toParam().toBuilder();
            thought._allProperties().forEach((name, value) -> {
                if (name.equals("reasoning_content") || name.equals("thinking_blocks")) {
                    back.putAdditionalProperty(name, value);
                }
            });
            params.addMessage(back.build()).addMessage(
                    ChatCompletionToolMessageParam.builder().toolCallId("call_1").content("rain").build());
            whole(stage, params.build());
            JsonNode turn = stage.asked().at("/messages/1");
            if (behind == Behind.OPENAI) {
                assertThat(turn.path("reasoning_content").textValue()).isEqualTo("hm so");
            } else {
                assertThat(turn.at("/content/0/thinking").textValue()).isEqualTo("hm so");
                assertThat(turn.at("/content/0/signature").textValue()).isEqualTo("signed");
            }
        }
    }
}
