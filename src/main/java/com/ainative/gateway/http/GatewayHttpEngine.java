package com.ainative.gateway.http;

import com.ainative.gateway.config.ListenConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.error.Surface;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What {@code platform-http:} consumers of one generation of routes are registered with: a router of its own, which the
 * {@link FrontDoor} hands requests to while that generation is the current one. It answers what no consumer takes.
 */
public final class GatewayHttpEngine extends ServiceSupport implements PlatformHttpEngine {

    /** In the routing context: the methods of the consumers that have the path, but not for this method. */
    private static final String OTHER_METHODS = "other-methods";

    private final Vertx vertx;
    private final ListenConfig listen;
    private final RequestEnd requestEnd;
    private final BodyBudget bodies;
    private final CorsPolicy cors;
    private final Router router;
    private final Function<String, Surface> surfaces;
    private final Supplier<? extends CharSequence> generation;
    private final InFlight inFlight = new InFlight();
    private final OpenStreams openStreams = new OpenStreams();

    /**
     * @param surfaces in whose shape errors are told, by path
     * @param generation the short hash that every response names
     */
    public GatewayHttpEngine(Vertx vertx, ListenConfig listen, BodyBudget bodies, RequestEnd requestEnd,
            Function<String, Surface> surfaces,
            Supplier<? extends CharSequence> generation) {
        this.surfaces = surfaces;
        this.vertx = vertx;
        this.listen = listen;
        this.bodies = bodies;
        this.requestEnd = requestEnd;
        this.generation = generation;
        this.cors = new CorsPolicy(listen.cors());
        this.router = Router.router(vertx);
        router.errorHandler(400,
                context -> refuse(context.request(), ErrorCode.INVALID_REQUEST.because("Malformed request URL.")));
        router.errorHandler(404, this::refuseUnknown);
        router.errorHandler(415, context -> refuse(context.request(), ErrorCode.UNSUPPORTED_MEDIA_TYPE
                .because("This content type is not understood here.")));
        router.errorHandler(500,
                context -> refuse(context.request(), ErrorCode.INTERNAL.because("The gateway failed.")));
    }

    /** @return false when this generation takes no more requests; its successor does */
    boolean take(HttpServerRequest request) {
        if (!inFlight.enter()) {
            return false;
        }
        try {
            route(request);
            return true;
        } finally {
            inFlight.leave();
        }
    }

    /**
     * Runs something for which no HTTP client waits, such as a job, inside: it is counted, waited for and broken off like a
     * request.
     *
     * @return false when this generation takes nothing more; its successor does
     */
    public boolean run(Request request, Runnable inside) {
        if (!inFlight.enter()) {
            return false;
        }
        inFlight.begin(request);
        inFlight.leave();
        try {
            inside.run();
        } finally {
            inFlight.end(request);
        }
        return true;
    }

    /**
     * From now on nothing enters; the front door must already be serving another.
     *
     * @return completed when no request is inside the routes any more; streams they began may go on without them
     */
    public CompletableFuture<Void> retire() {
        return inFlight.close();
    }

    /** Ends what is still inside; called after {@link #retire}. */
    public void breakOff(Failure why) {
        inFlight.breakOff(why);
    }

    public OpenStreams openStreams() {
        return openStreams;
    }

    private void route(HttpServerRequest request) {
        Failure fault = RequestHead.fault(request);
        if (fault != null) {
            Request refused = Request.of(request, vertx.getOrCreateContext());
            writer(request, refused).refuseAndHangUp(request, reply(refused.path(), fault),
                    requestEnd.unrouted(refused));
            return;
        }
        HttpReply preflight = cors.allow(request);
        if (preflight != null) {
            refuse(request, preflight);
        } else {
            router.handle(request);
        }
    }

    /** Answers a request whose head could not be read; the HTTP server then closes the connection. */
    void refuseUnreadable(HttpServerRequest request) {
        refuse(request, RequestHead.unreadable(request));
    }

    HttpReply reply(String path, Failure failure) {
        return HttpReply.of(failure, surfaces.apply(path));
    }

    private void refuse(HttpServerRequest request, Failure failure) {
        refuse(request, reply(Objects.requireNonNullElse(request.path(), ""), failure));
    }

    private void refuse(HttpServerRequest http, HttpReply reply) {
        Request request = Request.of(http, vertx.getOrCreateContext());
        writer(http, request).refuse(http, reply, requestEnd.unrouted(request));
    }

    ReplyWriter writer(HttpServerRequest http, Request request) {
        return new ReplyWriter(vertx, http, request, listen.writeTimeout(), generation.get(), openStreams);
    }

    private void refuseUnknown(RoutingContext context) {
        HttpServerRequest request = context.request();
        String method = request.method().name();
        Set<String> others = context.get(OTHER_METHODS);
        if (others == null) {
            refuse(request, ErrorCode.UNKNOWN_PATH.because(ApiVersions.nothingAt(method, request.path())));
        } else {
            refuse(request, reply(request.path(),
                    ErrorCode.METHOD_NOT_ALLOWED.because("Method " + method + " is not allowed here."))
                    .with(Map.of("allow", String.join(", ", others))));
        }
    }

    /** A consumer has this path, but not for this method; another one may. */
    void passOn(RoutingContext context, Set<String> methods) {
        Set<String> others = context.get(OTHER_METHODS, new TreeSet<>());
        others.addAll(methods);
        context.put(OTHER_METHODS, others).next();
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new GatewayHttpConsumer(endpoint, processor, this);
    }

    Router router() {
        return router;
    }

    Vertx vertx() {
        return vertx;
    }

    /** Told how what runs inside ends. */
    public RequestEnd requestEnd() {
        return requestEnd;
    }

    InFlight inFlight() {
        return inFlight;
    }

    BodyBudget bodies() {
        return bodies;
    }

    long maxBody() {
        return listen.maxBody().bytes();
    }

    Duration bodyTimeout() {
        return listen.bodyTimeout();
    }

    @Override
    public int getServerPort() {
        return listen.http().port();
    }
}
