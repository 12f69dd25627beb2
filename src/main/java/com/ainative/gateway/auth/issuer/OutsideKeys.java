package com.ainative.gateway.auth.issuer;

import com.ainative.gateway.config.IssuerConfig;
import com.ainative.gateway.config.IssuerConfig.Source;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The keys of all issuers, beside the generations: a reload that leaves an issuer as it is fetches nothing. */
public final class OutsideKeys {

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Map<Source, IssuerKeys> keys = new ConcurrentHashMap<>();
    private final Function<Source, IssuerKeys> make;

    private OutsideKeys(Function<Source, IssuerKeys> make) {
        this.make = make;
    }

    /** @param threads a new virtual one for each task */
    public static OutsideKeys fetched(Vertx vertx, Executor threads) {
        IssuerHttp http = new IssuerHttp(vertx);
        return by(source -> new KeyFetch(source, http), threads, System::nanoTime);
    }

    static OutsideKeys by(Function<Source, IssuerKeys.Fetch> fetches, Executor threads, LongSupplier nanoTime) {
        return new OutsideKeys(source -> new IssuerKeys(source.issuer(), fetches.apply(source), threads, nanoTime));
    }

    /** Of nobody, where nobody may be asked. */
    public static OutsideKeys none() {
        return new OutsideKeys(source -> {
            throw new IllegalStateException("no issuer is asked here");
        });
    }

    /** Keeps those of the issuers that are listed at each moment, and lets go of others. */
    public void follow(Supplier<List<IssuerConfig>> listed, ScheduledExecutorService timer) {
        var unused = timer.scheduleWithFixedDelay(() -> keep(listed.get()), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    void keep(List<IssuerConfig> listed) {
        Set<Source> sources = listed.stream().map(IssuerConfig::source).collect(Collectors.toSet());
        keys.keySet().retainAll(sources);
        sources.forEach(source -> of(source).refresh());
    }

    /** Those of one issuer, which begins to be followed with the first token that asks. */
    IssuerKeys of(Source source) {
        IssuerKeys there = keys.get(source);
        return there == null ? keys.computeIfAbsent(source, make) : there;
    }

    /** Of that name, as far as they are there. */
    List<PublishedKey> known(Source source, String kid) {
        IssuerKeys there = keys.get(source);
        return there == null ? List.of() : there.known(kid);
    }
}
