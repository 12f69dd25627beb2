package com.ainative.gateway.provider;

import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.ModelConfig;
import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.config.TargetConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/**
 * Turns the configured targets into routes: one instance of the route template {@code provider} for each, with its named
 * breaker.
 */
public final class ProviderRoutes extends RouteBuilder {

    private final Map<String, LlmTarget> targets = new LinkedHashMap<>();
    private final AskProvider askProvider;

    /** @throws IllegalArgumentException when two targets would share a name */
    public ProviderRoutes(GatewayConfig config, Map<String, Dialect> dialects, Breakers breakers, Cooldowns cooldowns,
            ProviderHttp http) {
        this.askProvider = new AskProvider(http, cooldowns);
        for (ModelConfig model : config.models().values()) {
            for (TargetConfig target : model.providers()) {
                add(target, config, dialects, breakers);
            }
        }
    }

    private void add(TargetConfig target, GatewayConfig config, Map<String, Dialect> dialects, Breakers breakers) {
        ProviderConfig provider = config.providers().get(target.provider());
        Dialect dialect = provider == null ? null : dialects.get(provider.dialect());
        if (provider == null || dialect == null) {
            throw new IllegalArgumentException("target " + target.id() + " has no provider or dialect");
        }
        LlmTarget known = targets.putIfAbsent(target.id(),
                LlmTarget.of(provider, target, dialect, breakers.of(target.id(), provider.breaker())));
        if (known != null && !(known.target().provider().equals(target.provider())
                && known.target().model().equals(target.model()))) {
            throw new IllegalArgumentException("the models " + known.target().model() + " of "
                    + known.target().provider()
                    + " and " + target.model() + " of " + target.provider() + " would both be called " + target.id()
                    + "; rename one of the two providers");
        }
    }

    /** What {@code llm:} endpoints are made from. */
    public LlmComponent component() {
        return new LlmComponent(targets, askProvider);
    }

    /** By the bean name that routes know them by. */
    public Map<String, CircuitBreaker> breakers() {
        Map<String, CircuitBreaker> named = new LinkedHashMap<>();
        targets.values().forEach(target -> named.put(target.breaker().getName(), target.breaker()));
        return named;
    }

    @Override
    public void configure() {
        targets.keySet().forEach(
                target -> templatedRoute("provider").routeId(routeId(target)).prefixId(target).parameter("target",
                        target));
    }

    static String routeId(String target) {
        return "provider-" + target;
    }

    static String uri(String target) {
        return "direct:provider-" + target;
    }
}
