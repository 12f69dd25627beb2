package com.ainative.gateway.error;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Failures in the shapes of the surfaces they are told on. */
public final class ErrorBody {

    private static final String PROBLEM = "urn:ainative:problem:";

    private ErrorBody() {
    }

    /** RFC 9457's problem details; {@code type} names the kind of failure for good, {@code field} what is wrong where it is one field. */
    public static ObjectNode problem(Failure failure) {
        String code = code(failure);
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", PROBLEM + code)
                .put("title", code.replace('_', ' ')).put("status", failure.status()).put("detail", failure.message());
        return failure.param() == null ? body : body.put("field", failure.param());
    }

    private static String code(Failure failure) {
        String code = failure.code();
        return code == null ? failure.type() : code;
    }

    /** RFC 6749's, whose words for what went wrong are few. */
    static ObjectNode oauth(Failure failure) {
        String error = switch (code(failure)) {
            case "invalid_credentials", "invalid_refresh_token" -> "invalid_grant";
            case "unsupported_grant_type" -> "unsupported_grant_type";
            default -> failure.status() >= 500
                    ? "server_error"
                    : failure.status() == ErrorCode.RATE_LIMITED.status()
                            ? "temporarily_unavailable"
                            : "invalid_request";
        };
        return JsonNodeFactory.instance.objectNode()
                .put("error", failure.status() == ErrorCode.OVERLOADED.status() ? "temporarily_unavailable" : error)
                .put("error_description", failure.message());
    }

    /** OpenAI's: {@code {"error":{"message","type","param","code"}}}, all four always present. */
    public static ObjectNode openAi(Failure failure) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("message", failure.message()).put("type", failure.type())
                .put("param", failure.param()).put("code", failure.code());
        return body;
    }
}
