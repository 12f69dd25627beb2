package com.ainative.gateway.provider;

import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.provider.ProviderOutcome.Unavailable;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step, the breaker's fallback: turns what was thrown inside it into an outcome, so that the plan can go on. */
public final class ProviderUnavailable implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderUnavailable.class);

    @Override
    public void process(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        ProviderPlan plan = exchange.getVariable(ProviderPlan.VARIABLE, ProviderPlan.class);
        Unavailable outcome = thrown instanceof ProviderException provider
                ? provider.outcome()
                : neverAsked(exchange, plan, thrown);
        // Else a doTry around all this would catch nothing that is thrown from here on: Camel has marked it as handled.
        exchange.removeProperty(Exchange.EXCEPTION_HANDLED);
        plan.failed(outcome);
        exchange.getMessage().setBody(outcome);
    }

    private static Unavailable neverAsked(Exchange exchange, ProviderPlan plan, @Nullable Throwable thrown) {
        Route route = ExchangeHelper.getRoute(exchange);
        TargetConfig target = plan.candidates().stream()
                .filter(candidate -> ProviderRoutes.routeId(candidate.id()).equals(route.getRouteId())).findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("route " + route.getRouteId() + " is no provider's", thrown));
        // Camel hands its fallback no exception when it was the breaker that would not let the call through.
        if (thrown == null || thrown instanceof CallNotPermittedException) {
            return new Unavailable(target, ErrorCode.OVERLOADED.because("Provider " + target.provider()
                    + " failed too often just now; its circuit breaker is open."), false);
        }
        LOG.error("A step of route {} failed", route.getRouteId(), thrown);
        return new Unavailable(target, ErrorCode.INTERNAL.because("The gateway failed."), true);
    }
}
