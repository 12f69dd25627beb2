package com.ainative.gateway.account;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.http.Request;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;

/** What OAuth 2 clients send for a token: a form, RFC 6749, 4.3 and 6. Whatever else stands in it means nothing here. */
record TokenForm(Map<String, List<String>> parameters) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MOST = 32;

    /** @throws com.ainative.gateway.error.GatewayException with a 400 for what is no such form */
    static TokenForm of(Exchange exchange) {
        String type = exchange.getVariable(Request.VARIABLE, Request.class).header("content-type");
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            throw ErrorCode.INVALID_REQUEST
                    .because("Send a form, with 'Content-Type: " + FORM + "'; JSON goes to /v1/auth/login.")
                    .toException();
        }
        try {
            String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
            return new TokenForm(new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MOST).parameters());
        } catch (IllegalArgumentException e) {
            throw ErrorCode.INVALID_REQUEST.because("The form cannot be read.").toException();
        }
    }

    /** Whether it asks by a refresh token; without a word it asks by a password, as many clients do. */
    boolean isRefresh() {
        String grant = parameters.containsKey("grant_type") ? get("grant_type") : "password";
        return switch (grant) {
            case "refresh_token" -> true;
            case "password" -> false;
            default -> throw ErrorCode.UNSUPPORTED_GRANT_TYPE
                    .because("grant_type is neither password nor refresh_token.").toException();
        };
    }

    /** @throws com.ainative.gateway.error.GatewayException with a 400 where it is missing, or stands there twice */
    String get(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() != 1 || values.getFirst().isEmpty() || values.getFirst().indexOf(0) >= 0) {
            throw ErrorCode.INVALID_REQUEST
                    .because(name + (values.size() > 1 ? " stands there twice." : " is missing."))
                    .toException();
        }
        return values.getFirst();
    }

    /** Without what it holds. */
    @Override
    public String toString() {
        return "TokenForm" + parameters.keySet();
    }
}
