package com.ainative.gateway.job;

import com.ainative.gateway.http.Request;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** Predicate: does the caller prefer not to wait (RFC 7240's {@code respond-async})? */
public final class AnswerLater implements Predicate {

    static final String PREFERENCE = "respond-async";

    @Override
    public boolean matches(Exchange exchange) {
        return isPreferred(exchange.getVariable(Request.VARIABLE, Request.class));
    }

    static boolean isPreferred(Request request) {
        String prefer = request.header("prefer");
        return prefer != null && Stream.of(prefer.toLowerCase(Locale.ROOT).split("[,;]"))
                .anyMatch(preference -> preference.strip().equals(PREFERENCE));
    }
}
