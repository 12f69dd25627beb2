package com.ainative.gateway.route;

import static com.ainative.gateway.route.SdkStage.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ainative.gateway.fake.Answer;
import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.models.Model;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How OpenAI's official Java client takes what goes wrong, and the list of models. */
class OpenAiSdkErrorsTest {

    private static final int USUAL_RETRIES = 2;

    private static <E extends OpenAIServiceException> E failure(Class<E> type, OpenAIClient client,
            ChatCompletionCreateParams params) {
        E thrown = catchThrowableOfType(type, () -> client.chat().completions().create(params));
        assertThat(thrown).as("a failure").isNotNull();
        return thrown;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a token that is none WHEN asked THEN the client says unauthorized")
    void create_unauthorized(Behind behind) {
        try (SdkStage stage = new SdkStage(behind)) {
            assertThat(failure(UnauthorizedException.class, stage.client("wrong", 0), chat().build()).code())
                    .contains("invalid_api_key");
            assertThat(stage.provider.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a model nobody configured WHEN asked THEN the client says not found")
    void create_unknownModel(Behind behind) {
        try (SdkStage stage = new SdkStage(behind)) {
            assertThat(failure(NotFoundException.class, stage.client(), chat().model("slow").build()).code())
                    .contains("model_not_found");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a request that is wrong WHEN asked THEN the client says bad request and names the parameter")
    void create_badRequest(Behind behind) {
        try (SdkStage stage = new SdkStage(behind)) {
            ChatCompletionCreateParams params = ChatCompletionCreateParams.builder().model("fast").messages(List.of())
                    .build();
            BadRequestException thrown = failure(BadRequestException.class, stage.client(), params);
            assertThat(thrown.param()).contains("messages");
            assertThat(thrown.type()).contains("invalid_request_error");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a provider that finds the request wrong WHEN asked THEN the client says bad request in its words")
    void create_refused(Behind behind) {
        try (SdkStage stage = new SdkStage(behind).plays(behind.fails(400, "that is too much"))) {
            assertThat(failure(BadRequestException.class, stage.client(), chat().build()))
                    .hasMessageContaining("that is too much");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a caller over its limit WHEN asked THEN the client says rate limit, with the time to wait")
    void create_rateLimited(Behind behind) {
        try (SdkStage stage = new SdkStage(behind).says(Answer.text("Hello"))) {
            OpenAIClient client = stage.client(stage.gateway.token("tester", "one"), 0);
            client.chat().completions().create(chat().build()).validate();
            RateLimitException thrown = failure(RateLimitException.class, client, chat().build());
            assertThat(thrown.code()).contains("rate_limit_exceeded");
            assertThat(thrown.headers().values("retry-after")).isNotEmpty();
            assertThat(stage.provider.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a provider that fails WHEN asked by a client that retries THEN it is called once: the gateway has tried")
    void create_providerFails(Behind behind) {
        try (SdkStage stage = new SdkStage(behind).plays(behind.fails(500, "broken"))) {
            InternalServerException thrown = failure(InternalServerException.class,
                    stage.client(stage.gateway.token(), USUAL_RETRIES), chat().build());
            assertThat(thrown.statusCode()).isEqualTo(502);
            assertThat(thrown.code()).contains("upstream_error");
            assertThat(thrown.headers().values("x-should-retry")).containsExactly("false");
            assertThat(stage.provider.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a provider at its limit WHEN asked by a client that retries THEN it is called once, and the client says rate limit")
    void create_providerLimited(Behind behind) {
        try (SdkStage stage = new SdkStage(behind).plays(behind.fails(429, "slow down"))) {
            RateLimitException thrown = failure(RateLimitException.class,
                    stage.client(stage.gateway.token(), USUAL_RETRIES), chat().build());
            assertThat(thrown.code()).contains("rate_limit_exceeded");
            assertThat(stage.provider.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a stream that breaks off WHEN read THEN the client throws after what came")
    void createStreaming_breaksOff(Behind behind) {
        try (SdkStage stage = new SdkStage(behind).plays(behind.breaksOff("Hel"))) {
            List<ChatCompletionChunk> chunks = new ArrayList<>();
            OpenAIServiceException thrown = catchThrowableOfType(OpenAIServiceException.class, () -> {
                try (StreamResponse<ChatCompletionChunk> stream = stage.client().chat().completions()
                        .createStreaming(chat().build())) {
                    stream.stream().forEach(chunk -> chunks.add(chunk.validate()));
                }
            });
            assertThat(thrown.code()).contains("overloaded");
            assertThat(chunks).flatExtracting(ChatCompletionChunk::choices)
                    .extracting(choice -> choice.delta().content().orElse("")).contains("Hel");
            assertThat(chunks).flatExtracting(ChatCompletionChunk::choices)
                    .allMatch(choice -> choice.finishReason().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN the configured models WHEN listed and looked up THEN they are valid, and others are not found")
    void models(Behind behind) {
        try (SdkStage stage = new SdkStage(behind)) {
            OpenAIClient client = stage.client();
            List<Model> models = client.models().list().data();
            assertThat(models).extracting(model -> model.validate().id()).containsExactly("fast");
            assertThat(client.models().retrieve("fast").validate().id()).isEqualTo("fast");
            assertThat(catchThrowableOfType(NotFoundException.class, () -> client.models().retrieve("slow")).code())
                    .contains("model_not_found");
        }
    }
}
