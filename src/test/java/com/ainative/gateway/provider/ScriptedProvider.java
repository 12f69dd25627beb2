package com.ainative.gateway.provider;

import com.ainative.gateway.provider.ProviderOutcome.Unavailable;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ProcessorEndpoint;

/** Stands in for {@code llm:} in a test of the routes alone: each target has one outcome, or throws for want of it. */
final class ScriptedProvider extends DefaultComponent {

    private final Map<String, ProviderOutcome> outcomes;
    private final List<String> asked;

    ScriptedProvider(Map<String, ProviderOutcome> outcomes, List<String> asked) {
        this.outcomes = outcomes;
        this.asked = asked;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new ProcessorEndpoint(uri, this, exchange -> {
            synchronized (asked) {
                asked.add(remaining);
            }
            ProviderOutcome outcome = outcomes.get(remaining);
            if (outcome == null) {
                throw new IllegalStateException("nothing scripted");
            }
            if (outcome instanceof Unavailable unavailable) {
                throw new ProviderException(unavailable);
            }
            exchange.getMessage().setBody(outcome);
        });
    }
}
