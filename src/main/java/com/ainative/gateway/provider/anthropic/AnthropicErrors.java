package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.Failure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The provider's errors, before and within a stream, in OpenAI's words. A body that is no such error (a proxy's HTML,
 * nothing at all) becomes a sentence with the status; it is never quoted.
 */
final class AnthropicErrors {

    /** Characters of the provider's message a caller gets to see. */
    private static final int MOST_ECHOED = 2000;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    /** The provider's own keys. */
    private static final Pattern KEY = Pattern.compile("sk-[A-Za-z0-9_-]{4,}");
    private static final Pattern CONTEXT_EXCEEDED = Pattern
            .compile("prompt is too long|context (window|limit|length)|too many (input )?tokens");
    private static final Pattern NO_MONEY = Pattern.compile("credit balance is too low");

    private static final Kind INVALID = new Kind(400, "invalid_request_error", null);
    private static final Kind TOO_LONG = new Kind(400, "invalid_request_error", "context_length_exceeded");
    /** The gateway's own key is meant; told as a fault of the server's, or a caller would change its token. */
    private static final Kind CREDENTIALS = new Kind(502, "server_error", "upstream_auth");
    private static final Kind BILLING = new Kind(429, "insufficient_quota", "insufficient_quota");
    private static final Kind NOT_FOUND = new Kind(404, "invalid_request_error", "model_not_found");
    private static final Kind TOO_LARGE = new Kind(413, "invalid_request_error", "request_too_large");
    private static final Kind RATE = new Kind(429, "requests", "rate_limit_exceeded");
    private static final Kind TOKEN_RATE = new Kind(429, "tokens", "rate_limit_exceeded");
    private static final Kind TIMEOUT = new Kind(504, "server_error", "timeout");
    private static final Kind OVERLOADED = new Kind(503, "server_error", "overloaded");
    private static final Kind SERVER = new Kind(502, "server_error", "upstream_error");

    /**
     * A kind of failure.
     *
     * @param status where the provider sent none, within a stream
     */
    private record Kind(int status, String type, @Nullable String code) {

        Failure failure(int withStatus, String message) {
            return new Failure(withStatus, type, code, message, null, null);
        }
    }

    private AnthropicErrors() {
    }

    static Failure refusal(int status, byte[] body) {
        JsonNode error = read(body).path("error");
        Kind kind = kind(error);
        if (kind == null) {
            kind = kind(status);
        }
        // Told as 400 or 429 at times; whatever the status, it is the gateway's account that is empty.
        int told = BILLING.equals(kind) ? 402 : status;
        return kind.failure(told, message(kind, error, "The provider answered with status " + status + "."));
    }

    /** An {@code error} event. The answer's status was 200, so the failure gets the one that says the same. */
    static Failure inStream(JsonNode event) {
        JsonNode error = event.path("error");
        Kind known = kind(error);
        Kind kind = known == null ? SERVER : known;
        return kind.failure(kind.status, message(kind, error, "The provider broke off its answer with an error."));
    }

    private static JsonNode read(byte[] body) {
        try {
            return Json.read(body);
        } catch (JsonProcessingException | UncheckedIOException e) {
            return MissingNode.getInstance();
        }
    }

    private static @Nullable Kind kind(JsonNode error) {
        String message = error.path("message").asText().toLowerCase(Locale.ROOT);
        return switch (error.path("type").asText()) {
            case "invalid_request_error" -> {
                if (CONTEXT_EXCEEDED.matcher(message).find()) {
                    yield TOO_LONG;
                }
                yield NO_MONEY.matcher(message).find() ? BILLING : INVALID;
            }
            case "authentication_error", "permission_error" -> CREDENTIALS;
            case "billing_error" -> BILLING;
            case "not_found_error" -> NOT_FOUND;
            case "request_too_large" -> TOO_LARGE;
            case "rate_limit_error" -> {
                if (error.path("details").path("error_code").asText().equals("enforced_spend_limit_reached")) {
                    yield BILLING;
                }
                yield message.contains("token") ? TOKEN_RATE : RATE;
            }
            case "timeout_error" -> TIMEOUT;
            case "overloaded_error" -> OVERLOADED;
            case "api_error" -> SERVER;
            default -> null;
        };
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 401, 403 -> CREDENTIALS;
            case 402 -> BILLING;
            case 404 -> NOT_FOUND;
            case 408, 504 -> TIMEOUT;
            case 413 -> TOO_LARGE;
            case 429 -> RATE;
            case 503, 529 -> OVERLOADED;
            default -> status >= 500 ? SERVER : INVALID;
        };
    }

    private static String message(Kind kind, JsonNode error, String otherwise) {
        if (kind.equals(CREDENTIALS)) {
            return "The provider refused the gateway's credentials.";
        }
        String message = KEY.matcher(CONTROL.matcher(error.path("message").asText()).replaceAll(" ")).replaceAll("***")
                .strip();
        if (message.isEmpty()) {
            return otherwise;
        }
        if (message.length() <= MOST_ECHOED) {
            return message;
        }
        int end = Character.isHighSurrogate(message.charAt(MOST_ECHOED - 1)) ? MOST_ECHOED - 1 : MOST_ECHOED;
        return message.substring(0, end);
    }
}
