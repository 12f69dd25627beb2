package com.ainative.gateway.auth;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.http.Request;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step: who calls? Reads the bearer token and sets the variable {@code caller}, or fails with the one 401 there is. */
public final class Authenticate implements Processor {

    private static final String BEARER = "bearer ";

    private final TokenVerifier verifier;

    public Authenticate(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public void process(Exchange exchange) {
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        Caller caller = Optional.ofNullable(request.header("authorization"))
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .flatMap(value -> verifier.verify(value.substring(BEARER.length()).trim()))
                .orElseThrow(Authenticate::refused);
        exchange.setVariable(Caller.VARIABLE, caller);
    }

    /** Whom a token speaks for that came by another way than HTTP. */
    public Optional<Caller> caller(String token) {
        return verifier.verify(token);
    }

    private static GatewayException refused() {
        return ErrorCode.INVALID_TOKEN
                .because("Missing or invalid token. Send a current one as 'Authorization: Bearer ...'.")
                .toException();
    }
}
