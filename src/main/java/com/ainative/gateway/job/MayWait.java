package com.ainative.gateway.job;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.http.Request;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** Predicate: would the caller rather have its answer later than be refused for a limit? */
public final class MayWait implements Predicate {

    private static final String HEADER = "x-gateway-on-limit";

    /** @throws com.ainative.gateway.error.GatewayException with a 400 for a word that is none */
    @Override
    public boolean matches(Exchange exchange) {
        String onLimit = exchange.getVariable(Request.VARIABLE, Request.class).header(HEADER);
        if (onLimit == null) {
            return false;
        }
        return switch (onLimit.strip().toLowerCase(Locale.ROOT)) {
            case "queue" -> true;
            case "refuse" -> false;
            default -> throw ErrorCode.INVALID_REQUEST
                    .at(HEADER, "'" + HEADER + "' is neither queue nor refuse, which is what happens without it.")
                    .toException();
        };
    }
}
