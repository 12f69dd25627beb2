package com.ainative.gateway.reload.golden;

import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.reload.Assembly;
import com.ainative.gateway.reload.GenerationParts;
import com.ainative.gateway.reload.Sources;
import com.ainative.gateway.reload.twin.Twin;
import com.ainative.gateway.reload.twin.TwinConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Answers goldens with a twin: the candidate's routes and configuration in a gateway of their own on a loopback port,
 * whose providers are {@link StandIns}. The goldens run one after the other, and none feels another: each has a caller of
 * its own, no breaker opens, and nobody rests.
 */
public final class DryRun {

    private final Vertx vertx;
    private final Assembly assembly;
    private final SigningKeys keys;
    private final InstantSource clock;

    /** @param keys that the generations of {@code assembly} believe */
    public DryRun(Vertx vertx, Assembly assembly, SigningKeys keys, InstantSource clock) {
        this.vertx = vertx;
        this.assembly = assembly;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Runs every golden of a set. Blocks, and leaves nothing behind.
     *
     * @param config of the same set
     * @return one for each golden, in their order
     * @throws ProblemsException when goldens cannot be used or the routes do not start
     */
    public List<GoldenResult> run(Sources sources, GatewayConfig config) {
        List<Golden> goldens = new GoldenReader(config).read(sources.goldens());
        if (goldens.isEmpty()) {
            return List.of();
        }
        TokenIssuer tokens = new TokenIssuer(config.auth(), keys, clock);
        try (StandIns standIns = StandIns.open(vertx);
                Twin twin = twin(sources, config, standIns);
                Caller caller = new Caller(twin.url(), tokens)) {
            return goldens.stream().map(golden -> result(golden, standIns, caller)).toList();
        }
    }

    /** Its providers count as configured, so that goldens hold where nobody has keys. */
    private Twin twin(Sources sources, GatewayConfig config, StandIns standIns) {
        GatewayConfig standing = TwinConfig.of(config, standIns::url, provider -> true);
        GenerationParts parts = assembly.apart(standing, sources.hash());
        parts.beans().values().forEach(bean -> {
            if (bean instanceof CircuitBreaker breaker) {
                breaker.transitionToDisabledState();
            }
        });
        return Twin.open(vertx, sources, standing, parts);
    }

    private static GoldenResult result(Golden golden, StandIns standIns, Caller caller) {
        standIns.play(golden.answers());
        List<Problem> differences = new ArrayList<>();
        try {
            Reply reply = caller.send(golden.request());
            for (Expectation expectation : golden.expectations()) {
                String difference = expectation.difference(reply);
                if (difference != null) {
                    differences.add(expectation.place().problem(difference));
                }
            }
        } catch (TimeoutException e) {
            differences.add(golden.request().place()
                    .problem("was not answered within " + Twin.PATIENCE.toSeconds() + " seconds; does a route wait?"));
        } catch (IOException e) {
            differences.add(golden.request().place().problem("was not answered: the connection broke"));
        }
        Set<String> missing = standIns.missing();
        return new GoldenResult(golden.name(), golden.place().file(),
                missing.isEmpty() ? differences : missing(golden, missing));
    }

    /** Whatever else differs follows from it. */
    private static List<Problem> missing(Golden golden, Set<String> providers) {
        return providers.stream().sorted().map(provider -> golden.providers().problem("this golden has no answer for"
                + " provider " + provider + ", which the routes asked; write one under provider." + provider)).toList();
    }
}
