package com.ainative.gateway.provider;

import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;

/** Expression of the recipient list: everybody in the plan. */
public final class AllProviders extends ExpressionAdapter {

    @Override
    public Object evaluate(Exchange exchange) {
        return exchange.getVariable(ProviderPlan.VARIABLE, ProviderPlan.class).candidates().stream()
                .map(target -> ProviderRoutes.uri(target.id())).toList();
    }
}
