package com.ainative.gateway.job;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** Predicate: did a limit, the caller's or that of all providers, keep it from being answered? A spent budget is none. */
public final class AtLimit implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        // A doCatch asks before it has taken the exception away.
        return exchange.getException() instanceof GatewayException thrown
                && thrown.failure().status() == ErrorCode.RATE_LIMITED.status()
                && !ErrorCode.BUDGET_SPENT.is(thrown.failure());
    }
}
