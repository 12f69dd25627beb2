package com.ainative.gateway.error;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whom an error is told, and so in which shape. */
public enum Surface {
    /** Applications that speak OpenAI's API. */
    OPENAI("application/json"),
    /** Operators, and people who log in: RFC 9457. */
    PROBLEM("application/problem+json"),
    /** OAuth 2 clients that ask for a token: RFC 6749, 5.2. */
    OAUTH("application/json");

    /** Where people log in, below the version of the API. */
    private static final String AUTH = "/auth/";
    private static final String TOKEN = AUTH + "token";

    private final String contentType;

    Surface(String contentType) {
        this.contentType = contentType;
    }

    /**
     * That of a path on the applications' port.
     *
     * @param mount what stands before the paths of the API, such as {@code /v1}
     */
    public static Surface of(String path, String mount) {
        if (!path.startsWith(AUTH, mount.length()) || !path.startsWith(mount)) {
            return OPENAI;
        }
        return path.length() == mount.length() + TOKEN.length() && path.endsWith(TOKEN) ? OAUTH : PROBLEM;
    }

    /** RFC 6749 has 400 where a password or a refresh token is wrong. */
    public int status(Failure failure) {
        boolean grant = this == OAUTH && failure.status() == ErrorCode.INVALID_CREDENTIALS.status();
        return grant ? ErrorCode.INVALID_REQUEST.status() : failure.status();
    }

    public String contentType() {
        return contentType;
    }

    public ObjectNode body(Failure failure) {
        return switch (this) {
            case OPENAI -> ErrorBody.openAi(failure);
            case PROBLEM -> ErrorBody.problem(failure);
            case OAUTH -> ErrorBody.oauth(failure);
        };
    }
}
