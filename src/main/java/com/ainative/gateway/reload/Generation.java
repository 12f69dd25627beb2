package com.ainative.gateway.reload;

import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.http.ApiVersions;
import com.ainative.gateway.http.GatewayHttpEngine;
import java.util.List;
import org.apache.camel.CamelContext;
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
        camel.setAutowiredEnabled(false);
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
