package com.ainative.gateway.error;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whom an error is told, and so in which shape. */
public enum Surface {
    /** Applications that speak OpenAI's API. */
    OPENAI("application/json"),
    /** Operators: RFC 9457. */
    ADMIN("application/problem+json");

    private final String contentType;

    Surface(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    public ObjectNode body(Failure failure) {
        return switch (this) {
            case OPENAI -> ErrorBody.openAi(failure);
            case ADMIN -> ErrorBody.problem(failure);
        };
    }
}
