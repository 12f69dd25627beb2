package com.ainative.gateway.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every way a request can fail, with the HTTP status and the OpenAI {@code type} and {@code code} it is told by. */
public enum ErrorCode {
    INVALID_REQUEST(400, "invalid_request_error", null),
    UNSUPPORTED_PARAMETER(400, "invalid_request_error", "unsupported_parameter"),
    UNSUPPORTED_GRANT_TYPE(400, "invalid_request_error", "unsupported_grant_type"),
    INVALID_TOKEN(401, "invalid_request_error", "invalid_api_key"),
    /** Of a login, which says no more. */
    INVALID_CREDENTIALS(401, "authentication_error", "invalid_credentials"),
    INVALID_REFRESH_TOKEN(401, "authentication_error", "invalid_refresh_token"),
    ACCOUNT_DISABLED(403, "permission_error", "account_disabled"),
    /** Nobody may register here. */
    REGISTRATION_CLOSED(403, "permission_error", "registration_closed"),
    /** What has been shown is good, but not for this: it is about a login. */
    LOGIN_NEEDED(403, "permission_error", "login_needed"),
    UNKNOWN_TIER(403, "permission_error", "unknown_tier"),
    /** An operator's surface: the token is good, its role is not. */
    ROLE_MISSING(403, "permission_error", "role_missing"),
    /** The account or key is limited to others. */
    MODEL_NOT_ALLOWED(403, "permission_error", "model_not_allowed"),
    NOT_FOUND(404, "invalid_request_error", "not_found"),
    MODEL_NOT_FOUND(404, "invalid_request_error", "model_not_found"),
    UNKNOWN_PATH(404, "invalid_request_error", "unknown_url"),
    METHOD_NOT_ALLOWED(405, "invalid_request_error", "method_not_allowed"),
    REQUEST_TIMEOUT(408, "invalid_request_error", "request_timeout"),
    BUSY(409, "invalid_request_error", "busy"),
    /** What is to be cancelled has an end already. */
    ENDED_ALREADY(409, "invalid_request_error", "ended_already"),
    /** An operator's surface: it is about messages, and no broker is configured. */
    NO_BROKER(409, "invalid_request_error", "no_broker"),
    /** The signing keys are in a place that is an operator's to change. */
    KEYS_ELSEWHERE(409, "invalid_request_error", "keys_elsewhere"),
    /** Dead letters of which some may have been answered. */
    MAY_COST_TWICE(409, "invalid_request_error", "may_cost_twice"),
    ALREADY_THERE(409, "invalid_request_error", "already_there"),
    /** An idempotency key that stands for another request already. */
    KEY_REUSED(422, "invalid_request_error", "idempotency_key_reused"),
    REQUEST_TOO_LARGE(413, "invalid_request_error", "request_too_large"),
    UNSUPPORTED_MEDIA_TYPE(415, "invalid_request_error", "unsupported_media_type"),
    LOGIN_THROTTLED(429, "requests", "login_throttled"),
    /** A key's, for its day or month. */
    BUDGET_SPENT(429, "insufficient_quota", "budget_spent"),
    RATE_LIMITED(429, "requests", "rate_limit_exceeded"),
    HEAD_TOO_LARGE(431, "invalid_request_error", "request_header_too_large"),
    /** The caller hung up; nobody reads this answer, but the log and the breaker need the word. */
    CLIENT_GONE(499, "invalid_request_error", "client_gone"),
    INTERNAL(500, "server_error", "internal_error"),
    /** The gateway died while a provider had the request. */
    OUTCOME_UNKNOWN(500, "server_error", "outcome_unknown"),
    UPSTREAM_FAILED(502, "server_error", "upstream_error"),
    /** A provider refused the gateway's own key: never a 401, or the caller believes its token is bad. */
    UPSTREAM_AUTH(502, "server_error", "upstream_auth"),
    OVERLOADED(503, "server_error", "overloaded"),
    UPSTREAM_TIMEOUT(504, "server_error", "timeout"),
    /** Its caller said until when an answer is of use, and that is over. */
    DEADLINE_PASSED(504, "server_error", "deadline_passed");

    private final int status;
    private final String type;
    private final @Nullable String code;

    ErrorCode(int status, String type, @Nullable String code) {
        this.status = status;
        this.type = type;
        this.code = code;
    }

    public int status() {
        return status;
    }

    /** Whether a failure is one of this kind. */
    public boolean is(Failure failure) {
        return failure.status() == status && Objects.equals(failure.code(), code);
    }

    public Failure because(String message) {
        return new Failure(status, type, code, message, null, null);
    }

    /** The same, naming the request field that is wrong, such as {@code messages[0].role}. */
    public Failure at(String param, String message) {
        return because(message).withParam(param);
    }
}
