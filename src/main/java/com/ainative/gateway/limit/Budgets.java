package com.ainative.gateway.limit;

import com.ainative.gateway.auth.Grants;

/** Counts what is spent of budgets, for all gateways together. */
@FunctionalInterface
public interface Budgets {

    /** Where nothing is kept. */
    Budgets NONE = spending -> true;

    /**
     * Takes one request. May block.
     *
     * @return false when nothing is left
     * @throws com.ainative.gateway.error.GatewayException with a 503 when that cannot be known just now
     */
    boolean take(Grants.Spending spending);
}
