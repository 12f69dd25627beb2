package com.ainative.gateway.job;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.config.WebhooksConfig;
import com.ainative.gateway.config.WrongValueException;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.http.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of a job besides the request itself; the exchange variable {@link #VARIABLE} where it did not come
 * over HTTP.
 *
 * @param key what makes a repetition of it one; null where each is meant
 * @param priority 0 to 9
 * @param deadline milliseconds since 1970; null for none
 * @param answerTo where the caller's answer goes; null where it is fetched
 */
public record Wanted(Origin origin, @Nullable String key, int priority, @Nullable Long deadline,
        Function<Caller, @Nullable Address> answerTo) {

    public static final String VARIABLE = "wanted";
    private static final String WEBHOOK = "x-gateway-webhook";
    private static final int USUAL_PRIORITY = 4;
    /** Characters. */
    private static final int LONGEST_KEY = 255;

    /** @throws com.ainative.gateway.error.GatewayException with a 400 that names the header */
    static Wanted of(Request request, @Nullable WebhooksConfig webhooks) {
        Address webhook = webhook(request.header(WEBHOOK), webhooks);
        return new Wanted(Origin.HTTP, key(request.header("idempotency-key"), "idempotency-key"),
                priority(request.header("x-gateway-priority"), "x-gateway-priority"),
                deadline(request.header("x-gateway-deadline"), "x-gateway-deadline"),
                caller -> webhook);
    }

    private static @Nullable Address webhook(@Nullable String url, @Nullable WebhooksConfig webhooks) {
        if (url == null) {
            return null;
        }
        if (webhooks == null) {
            throw ErrorCode.INVALID_REQUEST
                    .at(WEBHOOK, "'" + WEBHOOK + "' is of no use here: this gateway has no secret"
                            + " to sign answers with, which is jobs.webhooks.secret of its configuration."
                            + " Leave the header out, and fetch the answer from the job.")
                    .toException();
        }
        try {
            String to = webhooks.url(url).toString();
            return new Address(Address.Kind.WEBHOOK, to, null, "webhook-" + JobIds.digest(to).substring(0, 16));
        } catch (WrongValueException e) {
            throw ErrorCode.INVALID_REQUEST.at(WEBHOOK, "'" + WEBHOOK + "' " + e.getMessage() + ".").toException();
        }
    }

    /** @param field what to call it to the caller */
    public static @Nullable String key(@Nullable String text, String field) {
        if (text != null && (text.isBlank() || text.length() > LONGEST_KEY)) {
            throw ErrorCode.INVALID_REQUEST.at(field, "'" + field + "' is not a text of 1 to " + LONGEST_KEY
                    + " characters.").toException();
        }
        return text == null ? null : "key:" + text;
    }

    public static int priority(@Nullable String text, String field) {
        if (text == null) {
            return USUAL_PRIORITY;
        }
        if (text.length() != 1 || text.charAt(0) < '0' || text.charAt(0) > '9') {
            throw ErrorCode.INVALID_REQUEST.at(field, "'" + field + "' is not a number from 0 to 9.").toException();
        }
        return text.charAt(0) - '0';
    }

    /** @return milliseconds since 1970 */
    public static @Nullable Long deadline(@Nullable String text, String field) {
        try {
            return text == null ? null : Instant.parse(text).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw ErrorCode.INVALID_REQUEST
                    .at(field, "'" + field + "' is not an instant such as 2026-11-25T12:00:00Z.").toException();
        }
    }
}
