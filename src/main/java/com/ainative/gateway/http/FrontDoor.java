package com.ainative.gateway.http;

import com.ainative.gateway.config.HostPort;
import com.ainative.gateway.config.ListenConfig;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.CompletionException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP server, which lives as long as the process. It listens on several event loops and hands every request to
 * the generation that is current at that moment: one volatile reference.
 */
public final class FrontDoor implements AutoCloseable {

    private static final AtomicInteger DOORS = new AtomicInteger();

    /** Listeners of one door share a free port; those of another take another. */
    private final int door = DOORS.incrementAndGet();
    private final Vertx vertx;
    private final ListenConfig listen;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private volatile GatewayHttpEngine current;
    private @Nullable String deployment;

    /** @param vertx made with a {@link EdgeTransport} */
    public FrontDoor(Vertx vertx, ListenConfig listen, GatewayHttpEngine first) {
        this.vertx = vertx;
        this.listen = listen;
        this.current = first;
    }

    /** From the next request on, this generation answers; requests under way stay where they are. */
    public void serve(GatewayHttpEngine generation) {
        current = generation;
    }

    /**
     * Binds the address.
     *
     * @throws IllegalStateException when it cannot be bound
     */
    public void open() {
        int loops = Runtime.getRuntime().availableProcessors();
        try {
            deployment = vertx.deployVerticle(Listener::new, new DeploymentOptions().setInstances(loops))
                    .toCompletionStage()
                    .toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("cannot listen on " + listen.http().host() + ":" + listen.http().port()
                    + "; is the port taken? " + e.getMessage(), e);
        }
    }

    /** Where it can be called on this machine. */
    public URI url() {
        String host = listen.http().host();
        boolean any = host.equals("0.0.0.0") || host.equals("::");
        String shown = any ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
        return URI
                .create((listen.tls() == null ? "http" : "https") + "://" + shown + ":" + servers.get(0).actualPort());
    }

    /** Takes no new connection, lets running requests end within the drain time, then closes what is left. */
    @Override
    public void close() {
        List<Future<Void>> closing = servers.stream().map(server -> server.shutdown(listen.drain())).toList();
        Future.join(closing).toCompletionStage().toCompletableFuture()
                .orTimeout(listen.drain().plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> null)
                .join();
        if (deployment != null) {
            // Without this Vert.x would keep the listeners, and with them the last generation, for as long as it lives.
            vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().exceptionally(closed -> null).join();
        }
    }

    /** A generation that retires between the reading of the reference and the taking has a successor already. */
    private void hand(HttpServerRequest request) {
        while (!current.take(request)) {
            Thread.onSpinWait();
        }
    }

    /** Several listeners share one address; the first free port, too, is one for all of them. */
    private SocketAddress address() {
        HostPort http = listen.http();
        return http.port() == 0
                ? SocketAddress.sharedRandomPort(door, http.host())
                : SocketAddress.inetSocketAddress(http.port(), http.host());
    }

    private HttpServerOptions options() {
        int head = (int) listen.maxHeader().bytes();
        HttpServerOptions options = new HttpServerOptions()
                .setMaxHeaderSize(head).setMaxInitialLineLength(head).setIdleTimeout(0).setCompressionSupported(false)
                .setDecompressionSupported(false).setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false).setTcpNoDelay(true)
                // Nothing is written before the first head is complete, so this bounds the time for it, however slowly
                // its bytes drip. ConnectionWatch then takes over.
                .setWriteIdleTimeout((int) listen.headerTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        ListenConfig.Tls tls = listen.tls();
        if (tls != null) {
            options.setSsl(true).setUseAlpn(true)
                    .setSslHandshakeTimeout(listen.headerTimeout().toMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS).setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(tls.certificate().toString()).addKeyPath(tls.key().toString()));
        }
        return options;
    }

    private final class Listener extends VerticleBase {

        @Override
        public Future<?> start() {
            ConnectionWatch watch = new ConnectionWatch(vertx, listen.headerTimeout(), listen.idleTimeout());
            return vertx.createHttpServer(options()).connectionHandler(watch::opened)
                    .invalidRequestHandler(request -> current.refuseUnreadable(request)).requestHandler(request -> {
                        if (ClientSocket.isServed(request.connection())) {
                            watch.began(request);
                            hand(request);
                        }
                    }).listen(address()).onSuccess(servers::add);
        }
    }
}
