package com.ainative.gateway.provider;

import com.ainative.gateway.config.ModelConfig.Strategy;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** Predicate of the choice between the two ways to ask: all providers of the plan at once, or one after the other. */
public final class AskAllAtOnce implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        ProviderPlan plan = exchange.getVariable(ProviderPlan.VARIABLE, ProviderPlan.class);
        return plan != null && plan.strategy() == Strategy.RACE;
    }
}
