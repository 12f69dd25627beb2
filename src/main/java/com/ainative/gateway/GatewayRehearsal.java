package com.ainative.gateway;

import com.ainative.gateway.auth.KeystoreKeys;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.http.EdgeTransport;
import com.ainative.gateway.observe.Readiness;
import com.ainative.gateway.provider.ProviderHttp;
import com.ainative.gateway.reload.Assembly;
import com.ainative.gateway.reload.Checks;
import com.ainative.gateway.reload.Generation;
import com.ainative.gateway.reload.GenerationParts;
import com.ainative.gateway.reload.SourceReader;
import com.ainative.gateway.reload.Sources;
import com.ainative.gateway.reload.golden.DryRun;
import com.ainative.gateway.reload.golden.GoldenResult;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway would make of an operator's folders, found out beside any gateway that runs: with a key that is thrown
 * away, on no port that is configured, and without a data folder.
 */
public final class GatewayRehearsal implements AutoCloseable {

    /** How much there is of a set that can be used. */
    public record Counts(int routes, int goldens) {
    }

    private record Candidate(Sources sources, GatewayConfig config, GenerationParts parts) {
    }

    private final Path configFolder;
    private final Path routesFolder;
    private final Function<String, @Nullable String> environment;
    private final InstantSource clock = InstantSource.system();
    private final SigningKeys keys = SigningKeys.throwAway();
    private final Vertx vertx = Vertx.builder().withTransport(EdgeTransport.create()).build();
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final ProviderHttp providerHttp = new ProviderHttp(vertx);
    private final Assembly assembly;
    private final DryRun dryRun;
    private final Checks checks;

    /** @param environment the value of a variable, or null where it is not set */
    public GatewayRehearsal(Path config, Path routes, Function<String, @Nullable String> environment) {
        this.configFolder = config;
        this.routesFolder = routes;
        this.environment = environment;
        // Not touched, only named where a route leads out of it.
        Path files = routes.resolveSibling("data").resolve("files");
        this.assembly = new GatewayAssembly(vertx, virtualThreads, providerHttp, Access.of(keys), new Readiness(),
                clock,
                () -> {
                    throw new IllegalStateException("a rehearsal keeps no jobs");
                }, () -> {
                    throw new IllegalStateException("a rehearsal keeps no batches");
                }, files);
        this.dryRun = new DryRun(vertx, assembly, keys, clock);
        this.checks = new GatewayChecks(dryRun);
    }

    /**
     * Reads, checks and builds the set, and starts its routes for a moment.
     *
     * @throws ProblemsException with everything that is wrong
     */
    public Counts validate() {
        Candidate candidate = candidate();
        try (Generation built = new Generation(candidate.sources, candidate.config, candidate.parts)) {
            return new Counts(built.written(), candidate.sources.goldens().size());
        }
    }

    /**
     * Runs every golden of the set.
     *
     * @throws ProblemsException when the set cannot be used
     */
    public List<GoldenResult> test() {
        Candidate candidate = candidate();
        return dryRun.run(candidate.sources, candidate.config);
    }

    /** What was read, with nothing to be said against it before it is started. */
    private Candidate candidate() {
        ConfigReader configReader = new ConfigReader(environment);
        Sources sources = new SourceReader(configFolder, routesFolder, configReader).read();
        GatewayConfig config = configReader.read(sources.config(), configFolder).config();
        KeystoreKeys.check(config.auth().signing(), clock);
        GenerationParts parts = assembly.apart(config, sources.hash());
        List<Problem> problems = new ArrayList<>(checks.goldens(sources.goldens(), config));
        problems.addAll(checks.routes(sources, config, parts));
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return new Candidate(sources, config, parts);
    }

    @Override
    public void close() {
        providerHttp.close();
        virtualThreads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
