package com.ainative.gateway.admin;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.error.ErrorCode;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step: may this caller operate the gateway? Fails with a 403 for callers without one of the roles. */
final class RequireRole implements Processor {

    private static final Set<String> OPERATE = Set.of("operator", "admin");

    @Override
    public void process(Exchange exchange) {
        Caller caller = exchange.getVariable(Caller.VARIABLE, Caller.class);
        if (caller.roles().stream().noneMatch(OPERATE::contains)) {
            throw ErrorCode.ROLE_MISSING.because("This needs the role operator or admin; "
                    + "`ainative token --role operator` mints such a token.").toException();
        }
    }
}
