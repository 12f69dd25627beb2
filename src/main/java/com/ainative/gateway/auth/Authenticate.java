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
 * stands in {@code authorization} counts; where nothing does, {@code x-api-key}; and of a GET without either, a ticket in
 * its query.
 */
public final class Authenticate implements Processor {

    private static final String BEARER = "bearer ";
    private static final String TICKET = "ticket";

    private final TokenVerifier verifier;
    private final ApiKeys keys;
    private final Ticketing tickets;
    private final ClientAddress address;

    public Authenticate(TokenVerifier verifier, ApiKeys keys, Ticketing tickets, ClientAddress address) {
        this.verifier = verifier;
        this.keys = keys;
        this.tickets = tickets;
        this.address = address;
    }

    @Override
    public void process(Exchange exchange) {
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        exchange.setVariable(Caller.VARIABLE, caller(request).orElseThrow(Authenticate::refused));
    }

    private Optional<Caller> caller(Request request) {
        String authorization = request.header("authorization");
        String shown = authorization == null ? request.header("x-api-key") : bearer(authorization);
        if (shown != null) {
            return shown.startsWith(ApiKeys.PREFIX)
                    ? keys.caller(shown, address.of(request))
                    : verifier.verify(shown);
        }
        String ticket = authorization == null && request.method().equals("GET") && !request.query().isEmpty()
                ? request.queryParameter(TICKET)
                : null;
        return ticket == null
                ? Optional.empty()
                : tickets.redeem(ticket, address.of(request)).filter(verifier::stillCounts);
    }

    private static @Nullable String bearer(String authorization) {
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
