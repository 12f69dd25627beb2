package com.ainative.gateway.http;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.http.RequestEnd.Ending;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the requests of one path: reads the body on the event loop, runs the route on a virtual thread of the request's
 * own, and writes the answer back on the event loop.
 */
final class GatewayHttpConsumer extends DefaultConsumer implements PlatformHttpConsumer, Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayHttpConsumer.class);

    private final GatewayHttpEngine engine;
    private final Set<String> methods;
    private @Nullable Route route;

    GatewayHttpConsumer(PlatformHttpEndpoint endpoint, Processor processor, GatewayHttpEngine engine) {
        super(endpoint, processor);
        this.engine = engine;
        String restricted = endpoint.getHttpMethodRestrict();
        this.methods = restricted == null
                ? Set.of()
                : Stream.of(restricted.split(",")).map(method -> method.trim().toUpperCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return (PlatformHttpEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        PlatformHttpEndpoint endpoint = getEndpoint();
        Route opened = engine.router()
                .route(vertxPath(endpoint.getPath()) + (endpoint.isMatchOnUriPrefix() ? "*" : ""));
        if (endpoint.getConsumes() != null) {
            opened.consumes(endpoint.getConsumes());
        }
        opened.handler(this::take);
        route = opened;
    }

    @Override
    protected void doStop() throws Exception {
        if (route != null) {
            route.remove();
            route = null;
        }
        super.doStop();
    }

    /** Camel writes {@code /models/{id}}, the router {@code /models/:id}. */
    static String vertxPath(String path) {
        String absolute = path.startsWith("/") ? path : "/" + path;
        return absolute.replaceAll("\\{(\\w+)}", ":$1");
    }

    private void take(RoutingContext routing) {
        HttpServerRequest http = routing.request();
        // The router matches what is left of a path after "//", "%2e" and the like; only the plain way to write it is one.
        if (!routing.normalizedPath().equals(http.path())) {
            routing.next();
            return;
        }
        if (!methods.isEmpty() && !methods.contains(http.method().name())) {
            engine.passOn(routing, methods);
            return;
        }
        Request request = Request.of(http, engine.vertx().getOrCreateContext());
        ReplyWriter writer = engine.writer(http, request);
        Map<String, String> pathParameters = routing.pathParams();
        engine.inFlight().begin(request);
        new RequestBody(engine.vertx(), engine.maxBody(), engine.bodyTimeout(), engine.bodies(),
                new RequestBody.Reader() {
                    @Override
                    public void whole(Buffer body) {
                        Thread.startVirtualThread(() -> run(request, pathParameters, body, writer));
                    }

                    @Override
                    public void refused(Failure failure) {
                        writer.refuse(http, engine.reply(request.path(), failure),
                                engine.requestEnd().unrouted(request));
                        engine.inFlight().end(request);
                    }

                    @Override
                    public void clientGone() {
                        engine.requestEnd().unrouted(request).ended(ReplyWriter.CLIENT_GONE_STATUS, Ending.CLIENT_GONE);
                        engine.inFlight().end(request);
                    }
                }).read(http);
    }

    private void run(Request request, Map<String, String> pathParameters, Buffer body, ReplyWriter writer) {
        try {
            Exchange exchange = getEndpoint().createExchange(ExchangePattern.InOut);
            exchange.setVariable(Request.VARIABLE, request);
            exchange.getIn().setBody(body.length() == 0 ? null : body.getBytes());
            pathParameters.forEach(exchange.getIn()::setHeader);
            HttpReply reply = answer(request, exchange);
            Failure brokenOff = engine.inFlight().brokenOff();
            if (brokenOff != null && request.cancellation().isCancelled()) {
                reply = engine.reply(request.path(), brokenOff);
            }
            if (reply.stream() == null) {
                // A stream that a step behind the provider did not want is hung up on; finished calls do not notice.
                request.cancellation().cancel();
            }
            write(request, writer, reply, engine.requestEnd().routed(request, body, exchange));
        } catch (Throwable e) { // even out of memory: this thread is all that would ever answer the caller
            LOG.error("Request {} failed", request.id(), e);
            write(request, writer, failed(request), engine.requestEnd().unrouted(request));
        } finally {
            engine.bodies().giveBack(body.length());
            engine.inFlight().end(request);
        }
    }

    private static void write(Request request, ReplyWriter writer, HttpReply reply, RequestEnd.Written written) {
        request.context().runOnContext(turn -> writer.write(reply, written));
    }

    private HttpReply failed(Request request) {
        return engine.reply(request.path(),
                ErrorCode.INTERNAL.because("The gateway failed. Quote request id " + request.id() + "."));
    }

    /** Whatever goes wrong in a route, the caller gets an answer and learns nothing of the inside. */
    private HttpReply answer(Request request, Exchange exchange) {
        try {
            createUoW(exchange);
            try {
                getProcessor().process(exchange);
            } finally {
                doneUoW(exchange);
            }
            if (exchange.getException() == null) {
                return HttpReply.of(exchange);
            }
            LOG.error("Request {} failed in route {}, which has no error policy", request.id(),
                    exchange.getFromRouteId(), exchange.getException());
        } catch (Exception e) { // a route may throw anything, and the caller still waits
            LOG.error("Request {} failed in route {}", request.id(), exchange.getFromRouteId(), e);
        }
        return failed(request);
    }
}
