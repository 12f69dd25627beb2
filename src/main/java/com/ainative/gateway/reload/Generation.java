package com.ainative.gateway.reload;

import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.http.ApiVersions;
import com.ainative.gateway.http.GatewayHttpEngine;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.RouteController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import com.ainative.gateway.reload.check.SchemeGuard;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * One immutable set of routes and configuration, running in a Camel context of its own. What must survive it, such as
 * breakers, limits and connections, is handed in and lives beside it.
 */
public final class Generation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    /** Consumers that wait to be called; all others fetch by themselves. */
    private static final List<String> CALLED = List.of("platform-http:", "direct:");
    private static final String FETCHING = "file:*,timer:*";

    private final Main main = new Main();
    private final GatewayHttpEngine engine;

    /**
     * Starts every route; when this returns they can serve.
     *
     * @throws ProblemsException when a route is wrong; nothing is left running
     */
    public Generation(List<SourceFile> routes, GenerationParts parts) {
        this.engine = parts.engine();
        // Camel's own strategy would install a shutdown hook for each generation, which stops routes that requests being
        // drained still need, and keeps the generation in memory for good.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setRoutesCollector(new GivenRoutes(routes));
        MainConfigurationProperties camel = main.configure();
        camel.withStreamCachingEnabled(false).withAutoConfigurationLogSummary(false)
                .withShutdownTimeout(1).withShutdownLogInflightExchangesOnTimeout(false);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                SchemeGuard.install(starting.getCamelContext());
            }
        });
        camel.setAutowiredEnabled(false);
        camel.setAutoStartupExcludePattern(FETCHING);
        camel.setUuidGenerator("simple");
        parts.builtIn().forEach(camel::addRoutesBuilder);
        main.addInitialProperty(ApiVersions.PROPERTY, ApiVersions.MOUNT);
        main.bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, engine);
        parts.beans().forEach(main::bind);
        try {
            main.start();
        } catch (RuntimeException | Error e) {
            main.stop();
            throw new ProblemsException(List.of(Problem.ofFile("routes", "cannot start: " + reason(e))), e);
        }
    }

    public GatewayHttpEngine engine() {
        return engine;
    }

    /**
     * Starts what this generation fetches by itself. Called when it begins to serve, after its predecessor has
     * {@link #handOver handed over}: no message is ever taken by two.
     */
    void takeOver() {
        pollers(RouteController::startRoute);
    }

    /** Stops fetching; requests are still answered. */
    void handOver() {
        pollers(RouteController::stopRoute);
    }

    private interface Control {
        void apply(RouteController routes, String id) throws Exception;
    }

    private void pollers(Control control) {
        for (Route route : camel().getRoutes()) {
            String uri = route.getEndpoint().getEndpointUri();
            if (CALLED.stream().noneMatch(uri::startsWith)) {
                try {
                    control.apply(camel().getRouteController(), route.getRouteId());
                } catch (Exception e) { // Camel's signature; one consumer that cannot must not keep the others from it
                    LOG.error("The consumer of route {} could not be switched", route.getRouteId(), e);
                }
            }
        }
    }

    /** How many of its routes are operators' own: neither built in nor made of a template. */
    public int written() {
        return (int) camel().getRoutes().stream()
                .filter(route -> route.getSourceResource() != null && !route.isCreatedByRouteTemplate()).count();
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    private static String reason(Throwable failure) {
        StringBuilder reasons = new StringBuilder();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getMessage() != null && reasons.indexOf(at.getMessage()) < 0) {
                reasons.append(reasons.isEmpty() ? "" : "; because ").append(at.getMessage());
            }
        }
        return reasons.toString();
    }

    @Override
    public void close() {
        main.stop();
    }
}
