package com.ainative.gateway.limit;

import com.ainative.gateway.auth.Grants;
import java.util.Optional;

/** Counts what is spent of budgets, for all gateways together. */
@FunctionalInterface
public interface Budgets {

    /** Where nothing is kept. */
    Budgets NONE = spending -> Optional.of(() -> {
    });

    /**
     * Takes one request. May block.
     *
     * @return what gives it back, which may block, too; empty when nothing is left
     * @throws com.ainative.gateway.error.GatewayException with a 503 when that cannot be known just now
     */
    Optional<Runnable> take(Grants.Spending spending);
}
