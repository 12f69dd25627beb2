package com.ainative.gateway.provider;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code llm:TARGET}: asks one model of one provider. The target's name is all a route can say; where it leads is the
 * configuration's decision alone.
 */
public final class LlmComponent extends DefaultComponent {

    private final Map<String, LlmTarget> targets;
    private final AskProvider askProvider;

    LlmComponent(Map<String, LlmTarget> targets, AskProvider askProvider) {
        this.targets = targets;
        this.askProvider = askProvider;
    }

    /** What may stand behind {@code llm:}. */
    public Set<String> targets() {
        return Collections.unmodifiableSet(targets.keySet());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        LlmTarget target = targets.get(remaining);
        if (target == null) {
            throw new IllegalArgumentException("no target '" + remaining + "'; configured: " + targets.keySet());
        }
        return new LlmEndpoint(uri, this, target, askProvider);
    }
}
