package com.ainative.gateway.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One failure as a caller is told of it.
 *
 * @param status HTTP status
 * @param type OpenAI's {@code error.type}
 * @param code OpenAI's {@code error.code}
 * @param message one sentence that says what is wrong and, where it can be known, what to do
 * @param param the request field at fault
 * @param retryAfter how long to wait before the same request can succeed
 */
public record Failure(int status, String type, @Nullable String code, String message, @Nullable String param,
        @Nullable Duration retryAfter) {

    public Failure withParam(@Nullable String newParam) {
        return new Failure(status, type, code, message, newParam, retryAfter);
    }

    public Failure withRetryAfter(@Nullable Duration newRetryAfter) {
        return new Failure(status, type, code, message, param, newRetryAfter);
    }

    public GatewayException toException() {
        return new GatewayException(this);
    }
}
