package com.ainative.gateway.provider;

import com.ainative.gateway.provider.ProviderOutcome.Unavailable;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/** Expression of the dynamic router: whom to ask next, or null when there is an outcome to keep or nobody left. */
public final class NextProvider extends ExpressionAdapter {

    @Override
    public @Nullable Object evaluate(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof ProviderOutcome && !(body instanceof Unavailable)) {
            return null;
        }
        ProviderPlan plan = exchange.getVariable(ProviderPlan.VARIABLE, ProviderPlan.class);
        if (plan == null) {
            // Thrown from here it would be lost in the router, and the request would wait for ever.
            exchange.setException(new IllegalStateException("there is no plan: planProviders has not run"));
            return null;
        }
        return plan.next().map(target -> ProviderRoutes.uri(target.id())).orElse(null);
    }
}
