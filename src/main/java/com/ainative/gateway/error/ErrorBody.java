package com.ainative.gateway.error;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Failures in the shapes of the surfaces they are told on. */
public final class ErrorBody {

    private ErrorBody() {
    }

    /** RFC 9457's problem details, for operators' surfaces. */
    public static ObjectNode problem(Failure failure) {
        return JsonNodeFactory.instance.objectNode().put("type", "about:blank").put("title", title(failure))
                .put("status", failure.status()).put("detail", failure.message());
    }

    private static String title(Failure failure) {
        String code = failure.code();
        return (code == null ? failure.type() : code).replace('_', ' ');
    }

    /** OpenAI's: {@code {"error":{"message","type","param","code"}}}, all four always present. */
    public static ObjectNode openAi(Failure failure) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("message", failure.message()).put("type", failure.type())
                .put("param", failure.param()).put("code", failure.code());
        return body;
    }
}
