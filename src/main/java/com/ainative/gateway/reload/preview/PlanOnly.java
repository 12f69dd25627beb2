package com.ainative.gateway.reload.preview;

import com.ainative.gateway.reload.GenerationParts;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Processor;
import org.apache.camel.spi.CamelContextCustomizer;
import org.apache.camel.spi.CamelLogger;
import org.apache.camel.spi.LogListener;
import org.apache.camel.support.PluginHelper;

/** Parts of a generation that goes as far as the plan: nobody is asked, nothing is sent, and its routes log nothing. */
final class PlanOnly {

    private static final String PLAN = "planProviders";
    /** Schemes that stay within the routes; whatever is sent to another is not sent. */
    private static final Set<String> WITHIN = Set.of("direct", "platform-http");

    private PlanOnly() {
    }

    static GenerationParts of(GenerationParts parts) {
        Map<String, Object> beans = new HashMap<>(parts.beans());
        beans.put(PLAN, stopping((Processor) Objects.requireNonNull(beans.get(PLAN))));
        beans.put("planOnly", (CamelContextCustomizer) PlanOnly::keepWithin);
        return new GenerationParts(parts.engine(), beans, parts.builtIn(), parts.outcomes(), parts.queue(),
                parts.files());
    }

    /** Behind it no step runs, neither in its route nor in those that called that. */
    static Processor stopping(Processor plan) {
        return exchange -> {
            plan.process(exchange);
            exchange.setRouteStop(true);
            // Or the caller's own words would be the answer.
            exchange.getMessage().setBody(null);
        };
    }

    /** Before its first endpoint. */
    static void keepWithin(CamelContext camel) {
        ExtendedCamelContext context = camel.getCamelContextExtension();
        context.registerEndpointCallback((uri, endpoint) -> isWithin(endpoint) ? endpoint : muted(camel, endpoint));
        // An operator's step may log what callers say, and has done so already.
        context.addLogListener(new LogListener() {
            @Override
            public String onLog(Exchange exchange, CamelLogger logger, String message) {
                logger.setLevel(LoggingLevel.OFF);
                return message;
            }
        });
    }

    private static boolean isWithin(Endpoint endpoint) {
        String uri = endpoint.getEndpointUri();
        return WITHIN.contains(uri.substring(0, uri.indexOf(':')));
    }

    private static Endpoint muted(CamelContext camel, Endpoint endpoint) {
        return PluginHelper.getInterceptEndpointFactory(camel).createInterceptSendToEndpoint(camel, endpoint, true,
                null,
                null, null);
    }
}
