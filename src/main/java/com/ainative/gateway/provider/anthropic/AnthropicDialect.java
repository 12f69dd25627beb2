package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.provider.Dialect;
import com.ainative.gateway.provider.DialectCall;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speaks Anthropic's Messages API, version 2023-06-01. */
public final class AnthropicDialect implements Dialect {

    private static final Map<String, String> HEADERS = Map.of("anthropic-version", "2023-06-01", "content-type",
            "application/json");

    private final InstantSource clock;

    /** @param clock tells when an answer was {@code created} */
    public AnthropicDialect(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Map<String, String> headers(@Nullable Secret apiKey) {
        if (apiKey == null) {
            return HEADERS;
        }
        return Map.of("x-api-key", apiKey.reveal(), "anthropic-version", "2023-06-01", "content-type",
                "application/json");
    }

    @Override
    public DialectCall call(ChatRequest chat, TargetConfig target) {
        return new MessagesCall(MessagesRequest.of(chat, target), clock);
    }

    @Override
    public Failure refusal(int status, byte[] body) {
        return AnthropicErrors.refusal(status, body);
    }
}
