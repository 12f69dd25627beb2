package com.ainative.gateway.auth;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.http.ClientAddress;
import com.ainative.gateway.http.Request;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Step: who calls? Reads the token or API key and sets the variable {@code caller}, or fails with the one 401 there is. What
 * stands in {@code authorization} counts; where nothing does, {@code x-api-key}.
 */
public final class Authenticate implements Processor {

    private static final String BEARER = "bearer ";

    private final TokenVerifier verifier;
    private final ApiKeys keys;
    private final ClientAddress address;

    public Authenticate(TokenVerifier verifier, ApiKeys keys, ClientAddress address) {
        this.verifier = verifier;
        this.keys = keys;
        this.address = address;
    }

    @Override
    public void process(Exchange exchange) {
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        String shown = shown(request);
        Optional<Caller> caller = shown == null
                ? Optional.empty()
                : shown.startsWith(ApiKeys.PREFIX)
                        ? keys.caller(shown, address.of(request))
                        : verifier.verify(shown);
        exchange.setVariable(Caller.VARIABLE, caller.orElseThrow(Authenticate::refused));
    }

    private static @Nullable String shown(Request request) {
        String authorization = request.header("authorization");
        if (authorization == null) {
            return request.header("x-api-key");
        }
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? withoutBlanks(authorization, BEARER.length())
                : null;
    }

    /** Spaces and tabs are no part of a header's value; whatever else stands around a token makes it another. */
    private static String withoutBlanks(String header, int begin) {
        int first = begin;
        int end = header.length();
        while (first < end && isBlank(header.charAt(first))) {
            first++;
        }
        while (end > first && isBlank(header.charAt(end - 1))) {
            end--;
        }
        return header.substring(first, end);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    /** Whom a token or an API key speaks for that came by another way than HTTP. */
    public Optional<Caller> caller(String shown) {
        return shown.startsWith(ApiKeys.PREFIX) ? keys.caller(shown, null) : verifier.verify(shown);
    }

    private static GatewayException refused() {
        return ErrorCode.INVALID_TOKEN
                .because("Missing or invalid token. Send a current one as 'Authorization: Bearer ...'.")
                .toException();
    }
}
