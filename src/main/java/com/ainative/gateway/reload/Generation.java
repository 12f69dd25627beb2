package com.ainative.gateway.reload;

import com.ainative.gateway.http.ApiVersions;
import com.ainative.gateway.http.GatewayHttpEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * One immutable set of routes and configuration, running in a Camel context of its own. What must survive it, such as
 * breakers, limits and connections, is handed in and lives beside it.
 */
public final class Generation implements AutoCloseable {

    private final Main main = new Main();
    private final GatewayHttpEngine engine;

    /**
     * Starts every route; when this returns they can serve.
     *
     * @param beans what routes refer to by name, the components among them
     * @throws RoutesException when a route is wrong; nothing is left running
     */
    public Generation(Path routes, GatewayHttpEngine engine, Map<String, Object> beans, List<RouteBuilder> builtIn) {
        this.engine = engine;
        // Camel's own strategy would install a shutdown hook for each generation, which stops routes that requests being
        // drained still need, and keeps the generation in memory for good.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        MainConfigurationProperties camel = main.configure();
        camel.withRoutesIncludePattern("file:" + routes.toAbsolutePath() + "/*.camel.yaml");
        camel.withStreamCachingEnabled(false).withAutoConfigurationLogSummary(false)
                .withShutdownTimeout(1).withShutdownLogInflightExchangesOnTimeout(false);
        camel.setAutowiredEnabled(false);
        camel.setUuidGenerator("simple");
        builtIn.forEach(camel::addRoutesBuilder);
        main.addInitialProperty(ApiVersions.PROPERTY, ApiVersions.MOUNT);
        main.bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, engine);
        beans.forEach(main::bind);
        try {
            main.start();
        } catch (RuntimeException | Error e) {
            main.stop();
            throw new RoutesException("the routes in " + routes + " cannot start: " + reason(e), e);
        }
    }

    public GatewayHttpEngine engine() {
        return engine;
    }

    /** Names the routes, for the log. */
    public List<String> routeIds() {
        return main.getCamelContext().getRoutes().stream().map(Route::getRouteId).toList();
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
