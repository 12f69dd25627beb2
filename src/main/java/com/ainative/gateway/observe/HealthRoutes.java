package com.ainative.gateway.observe;

import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.ProviderConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

/** {@code /health}, {@code /health/live} and {@code /health/ready}: open to all, and so saying little. */
public final class HealthRoutes extends RouteBuilder {

    private static final String GET = "?httpMethodRestrict=GET,HEAD";

    /** Of its routes. */
    public static final Set<String> IDS = Set.of("health", "health-live", "health-ready");

    private final GatewayConfig config;
    private final Readiness readiness;

    public HealthRoutes(GatewayConfig config, Readiness readiness) {
        this.config = config;
        this.readiness = readiness;
    }

    @Override
    public void configure() {
        from("platform-http:/health" + GET).routeId("health").setBody(exchange -> health()).marshal()
                .json(JsonLibrary.Jackson);
        from("platform-http:/health/live" + GET).routeId("health-live").setBody(exchange -> Map.of("status", "ok"))
                .marshal().json(JsonLibrary.Jackson);
        from("platform-http:/health/ready" + GET).routeId("health-ready").process(HealthRoutes.this::ready).marshal()
                .json(JsonLibrary.Jackson);
    }

    private boolean canAnswer() {
        return config.providers().values().stream().anyMatch(ProviderConfig::configured);
    }

    private Map<String, Object> health() {
        Map<String, String> providers = new LinkedHashMap<>();
        config.providers().forEach(
                (name, provider) -> providers.put(name, provider.configured() ? "configured" : "not configured"));
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", canAnswer() && readiness.trouble().isEmpty() ? "ok" : "degraded");
        readiness.trouble().ifPresent(why -> health.put("reason", why));
        health.put("providers", providers);
        return health;
    }

    private void ready(Exchange exchange) {
        boolean ready = canAnswer();
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, ready ? 200 : 503);
        exchange.getMessage().setBody(ready
                ? readiness.trouble().map(why -> Map.of("status", "degraded", "reason", why))
                        .orElse(Map.of("status", "ok"))
                : Map.of("status", "no provider is configured"));
    }
}
