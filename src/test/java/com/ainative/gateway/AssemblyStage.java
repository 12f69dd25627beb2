package com.ainative.gateway;

import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.observe.Readiness;
import com.ainative.gateway.provider.ProviderHttp;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.Assembly;
import com.ainative.gateway.reload.Generation;
import com.ainative.gateway.reload.Sources;
import java.util.List;
import com.ainative.gateway.reload.GenerationParts;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the runtime makes generations with, for tests that need one without a listener in front of it. */
public final class AssemblyStage implements AutoCloseable {

    /** The targets {@code one-m1} and {@code two-m2}; no connection is ever made. */
    public static final String TWO_PROVIDERS = """
            providers:
              one: {dialect: openai, base-url: "http://127.0.0.1:1/v1", api-key: k, allow-private: true}
              two: {dialect: anthropic, base-url: "http://127.0.0.1:1", api-key: k, allow-private: true}
            models:
              fast: {providers: [{provider: one, model: m1}, {provider: two, model: m2}]}
            """;

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final GatewayConfig config;
    private final Assembly assembly;

    /**
     * @param yaml {@code gateway.yaml}
     * @param files where routes may write
     */
    public AssemblyStage(String yaml, Path files) {
        try {
            Path home = Files.createTempDirectory("assembly-test");
            Path folder = Files.createDirectory(home.resolve("config"));
            Files.writeString(folder.resolve(ConfigReader.FILE), yaml);
            config = new ConfigReader(name -> null).read(folder).config();
            assembly = new GatewayAssembly(vertx, virtualThreads, new ProviderHttp(vertx),
                    Access.of(SigningKeys.open(home.resolve("data"))), new Readiness(), InstantSource.system(),
                    Assemblies.NO_JOBS, Assemblies.NO_BATCHES, files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fresh ones each time. */
    public GenerationParts parts() {
        return assembly.apart(config, "0000000000");
    }

    /** A generation of its own. */
    public Generation start(List<SourceFile> routes) {
        SourceFile unread = new SourceFile(ConfigReader.FILE, ConfigReader.FILE, new byte[0]);
        return new Generation(new Sources(unread, routes, List.of(), List.of()), config, parts());
    }

    @Override
    public void close() {
        virtualThreads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
