package com.ainative.gateway;

import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.LoadedConfig;
import com.ainative.gateway.http.EdgeTransport;
import com.ainative.gateway.http.FrontDoor;
import com.ainative.gateway.provider.ProviderHttp;
import com.ainative.gateway.reload.Assembly;
import com.ainative.gateway.reload.Generation;
import com.ainative.gateway.reload.SourceReader;
import com.ainative.gateway.reload.Sources;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: every object of the running gateway is made here, in the order of dependence. What lives as long
 * as the process is a field; what belongs to one set of routes and configuration is made in {@link #generation}.
 */
public final class GatewayRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayRuntime.class);

    private final InstantSource clock = InstantSource.system();
    private final Vertx vertx = Vertx.builder().with(new VertxOptions().setUseDaemonThread(false))
            .withTransport(EdgeTransport.create()).build();
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final ProviderHttp providerHttp = new ProviderHttp(vertx);
    private @Nullable Generation generation;
    private @Nullable FrontDoor frontDoor;

    private GatewayRuntime() {
    }

    /**
     * Brings up what takes longest the first time in a JVM: elliptic curves and JSON. For a thread of its own beside the
     * one that reads the command line; changes nothing.
     */
    public static void warmUp() {
        SigningKeys.warmUp();
        Json.write(Json.object());
    }

    private void open(Folders folders) {
        LoadedConfig loaded = new ConfigReader(System::getenv).read(folders.config());
        loaded.notices().forEach(LOG::warn);
        GatewayConfig config = loaded.config();
        config.providers().values().stream().filter(provider -> !provider.configured()).forEach(provider -> LOG
                .warn("Provider {} is not configured, for its api-key is empty: it is never asked", provider.name()));
        Assembly assembly = new GatewayAssembly(vertx, virtualThreads, providerHttp, SigningKeys.open(folders.data()),
                clock);
        Sources sources = new SourceReader(folders.config(), folders.routes()).read();
        Generation first = new Generation(sources.routes(), assembly.live(config, sources.hash()));
        generation = first;
        FrontDoor door = new FrontDoor(vertx, config.listen(), first.engine());
        frontDoor = door;
        door.open();
        LOG.info("Serving applications on {}", door.url());
    }

    /**
     * Starts a gateway; when this returns it serves.
     *
     * @throws com.ainative.gateway.config.ProblemsException naming every problem of the configuration
     * @throws IllegalStateException when a route is wrong or the address is taken
     */
    public static GatewayRuntime start(Folders folders) {
        GatewayRuntime runtime = new GatewayRuntime();
        try {
            runtime.open(folders);
            return runtime;
        } catch (RuntimeException | Error e) {
            runtime.close();
            throw e;
        }
    }

    /** Where applications call, without a trailing slash. */
    public URI url() {
        return Objects.requireNonNull(frontDoor).url();
    }

    /** Lets running requests end within the configured drain time, then stops everything. */
    @Override
    public void close() {
        if (frontDoor != null) {
            frontDoor.close();
        }
        if (generation != null) {
            generation.close();
        }
        providerHttp.close();
        virtualThreads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
