package com.ainative.gateway.provider;

import com.ainative.gateway.chat.ChatAnswer;
import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.http.Cancellation;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.provider.ProviderOutcome.Answered;
import com.ainative.gateway.provider.ProviderOutcome.Unavailable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks one provider once, and judges what came of it. Blocks; called on a virtual thread. */
final class AskProvider {

    private final ProviderHttp http;
    private final JudgeStatus judge;

    AskProvider(ProviderHttp http, Cooldowns cooldowns) {
        this.http = http;
        this.judge = new JudgeStatus(cooldowns);
    }

    ProviderOutcome ask(LlmTarget llm, ChatRequest chat, Request request, Cancellation attempt) {
        DialectCall call;
        try {
            call = llm.dialect().call(chat, llm.target());
        } catch (GatewayException e) {
            // This provider has no words for the request; another one may.
            return new Unavailable(llm.target(), e.failure(), false);
        }
        try {
            return outcome(llm, call, chat.stream(), send(llm, call, chat.stream(), request, attempt));
        } catch (CallFailure failure) {
            return unavailable(llm, failure);
        } catch (BrokenAnswerException e) {
            return sick(llm, ErrorCode.UPSTREAM_FAILED, "answered something that cannot be read: " + e.getMessage());
        }
    }

    private ProviderReply send(LlmTarget llm, DialectCall call, boolean stream, Request request,
            Cancellation attempt) {
        ProviderConfig provider = llm.provider();
        ProviderCall sent = new ProviderCall(http, request.context(), provider, stream ? call.stream() : null,
                broken -> llm.breaker().onError(0, TimeUnit.NANOSECONDS,
                        new ProviderException(new Unavailable(llm.target(), broken, true))));
        attempt.onCancel(sent::cancel);
        var reply = sent.send(http.request(provider, call.path(), headers(llm, request.idempotencyKey()), attempt),
                Json.write(call.body()));
        try {
            return reply.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CallFailure failure ? failure : e;
        }
    }

    /** A key is for one body: another model, another provider or another try has its own. */
    private static MultiMap headers(LlmTarget llm, @Nullable String idempotencyKey) {
        return idempotencyKey == null || !llm.provider().idempotent()
                ? llm.headers()
                : HttpHeaders.headers().addAll(llm.headers()).set("idempotency-key",
                        idempotencyKey + "-" + llm.target().id());
    }

    private ProviderOutcome outcome(LlmTarget llm, DialectCall call, boolean stream, ProviderReply reply) {
        return switch (reply) {
            case ProviderReply.Streaming streaming ->
                new Answered(llm.target(), new ChatAnswer.Streamed(streaming.chunks()), call.dropped());
            case ProviderReply.Failed failed -> judge.failed(llm, failed.failure(), HttpHeaders.headers());
            case ProviderReply.Whole whole when whole.status() / 100 != 2 ->
                judge.failed(llm, llm.dialect().refusal(whole.status(), whole.body().getBytes()), whole.headers());
            case ProviderReply.Whole whole when stream ->
                throw new BrokenAnswerException("no stream, though one was asked for, but " + type(whole));
            case ProviderReply.Whole whole ->
                new Answered(llm.target(), new ChatAnswer.Whole(call.answer(readable(whole))), call.dropped());
        };
    }

    private static String type(ProviderReply.Whole whole) {
        return Objects.requireNonNullElse(whole.headers().get(HttpHeaders.CONTENT_TYPE), "application/json");
    }

    private static ObjectNode readable(ProviderReply.Whole whole) {
        String type = type(whole);
        if (!type.contains("json")) {
            throw new BrokenAnswerException("its content type is " + type);
        }
        if (whole.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            throw new BrokenAnswerException("it is packed, which was not asked for");
        }
        try {
            JsonNode json = Json.read(whole.body().getBytes());
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new BrokenAnswerException("it is not a JSON object");
        } catch (JsonProcessingException e) {
            throw new BrokenAnswerException("it is not JSON");
        }
    }

    private static Unavailable unavailable(LlmTarget llm, CallFailure failure) {
        String why = failure.getMessage();
        return switch (failure.kind()) {
            case UNREACHABLE -> sick(llm, ErrorCode.UPSTREAM_FAILED, "cannot be reached: " + why);
            case TIMEOUT -> sick(llm, ErrorCode.UPSTREAM_TIMEOUT, "took too long: " + why);
            case BROKEN -> sick(llm, ErrorCode.UPSTREAM_FAILED, "broke off: " + why);
            case CANCELLED -> new Unavailable(llm.target(), ErrorCode.CLIENT_GONE.because("The caller left."), false);
        };
    }

    private static Unavailable sick(LlmTarget llm, ErrorCode code, String what) {
        Failure failure = code.because("Provider " + llm.provider().name() + " " + what + ".");
        return new Unavailable(llm.target(), failure, true);
    }
}
