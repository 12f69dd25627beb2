package com.ainative.gateway.reload;

import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.http.GatewayHttpEngine;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.http.RequestEnd.Ending;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.RouteController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import com.ainative.gateway.reload.check.SchemeGuard;
import com.ainative.gateway.reload.jar.RouteJars;
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
    private static final List<String> CALLED = List.of("platform-http:", "direct:", "queue:");
    private static final String FETCHING = "file:*,timer:*";

    private final Main main = new Main();
    private final GatewayHttpEngine engine;
    private final Map<String, Route> called = new ConcurrentHashMap<>();

    /**
     * Starts every route of a set; when this returns they can serve.
     *
     * @param config of the same set; it says whether the jars take part
     * @throws ProblemsException when a route is wrong; nothing is left running
     */
    public Generation(Sources sources, GatewayConfig config, GenerationParts parts) {
        this(sources.routes(), sources.jars(config), parts);
    }

    /** Starts what is built in, and nothing else. */
    public Generation(GenerationParts parts) {
        this(List.of(), List.of(), parts);
    }

    private Generation(List<SourceFile> routes, List<SourceFile> jars, GenerationParts parts) {
        this.engine = parts.engine();
        RouteOrigins origins = new RouteOrigins(Stream.concat(routes.stream(), jars.stream()));
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
                FileGuard.install(starting.getCamelContext(), parts.files());
                origins.follow(starting.getCamelContext());
            }
        });
        camel.setAutowiredEnabled(false);
        camel.setAutoStartupExcludePattern(FETCHING);
        camel.setUuidGenerator("simple");
        parts.builtIn().forEach(camel::addRoutesBuilder);
        RouteJars.builders(jars).forEach(camel::addRoutesBuilder);
        parts.placeholders().forEach(main::addInitialProperty);
        main.bind("simple", new OwnSimple());
        main.bind("routeOrigins", origins);
        main.bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, engine);
        parts.beans().forEach(main::bind);
        try {
            main.start();
        } catch (RuntimeException | Error e) {
            ProblemsException refused = origins.refusal(e);
            main.stop();
            throw refused;
        }
    }

    public GatewayHttpEngine engine() {
        return engine;
    }

    /** Starts what this generation fetches by itself. */
    void takeOver() {
        pollers(RouteController::startRoute);
    }

    /**
     * Stops fetching; requests are still answered. Returns when what was fetched is done, or has taken longer than the
     * limit.
     */
    void handOver(Duration limit) {
        pollers((routes, id) -> routes.stopRoute(id, limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    private interface Control {
        void apply(RouteController routes, String id) throws Exception;
    }

    private void pollers(Control control) {
        if (!camel().isStarted()) {
            return; // it has gone in the meantime
        }
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

    /**
     * Runs a consumer's route for something no HTTP client waits for; returns when it has ended. What a step throws and no
     * error policy handles is left in the exchange.
     *
     * @param fill sets what its steps want to find
     * @return false when this generation takes nothing more; its successor does
     * @throws IllegalStateException when it has no such route
     */
    public boolean run(String uri, Request request, Function<Endpoint, Exchange> fill) {
        return engine.run(request, () -> {
            Route route = called.computeIfAbsent(uri, this::route);
            Exchange exchange = fill.apply(route.getEndpoint());
            exchange.setVariable(Request.VARIABLE, request);
            try {
                route.getConsumer().getProcessor().process(exchange);
            } catch (Exception e) { // Camel's signature
                exchange.setException(e);
            }
            Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
            engine.requestEnd().routed(request, Buffer.buffer(), exchange)
                    .ended(exchange.getException() != null ? 500 : status == null ? 200 : status, Ending.COMPLETE);
        });
    }

    private Route route(String uri) {
        return camel().getRoutes().stream().filter(one -> one.getEndpoint().getEndpointUri().equals(uri)).findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no route from " + uri));
    }

    /** What stands behind this scheme where its routes start. */
    public Set<String> sources(String scheme) {
        String prefix = scheme + "://";
        return camel().getRoutes().stream().map(route -> route.getEndpoint().getEndpointUri())
                .filter(uri -> uri.startsWith(prefix)).map(uri -> uri.substring(prefix.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many of its routes are operators' own: neither built in nor made of a template. */
    public int written() {
        return (int) camel().getRoutes().stream()
                .filter(route -> route.getSourceResource() != null && !route.isCreatedByRouteTemplate()).count();
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        main.stop();
    }
}
