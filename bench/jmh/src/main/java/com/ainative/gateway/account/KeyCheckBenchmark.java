package com.ainative.gateway.account;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Revocations;
import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to know the caller by an API key that was used before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KeyCheckBenchmark {

    private Store store;
    private AccountServices services;
    private String key;

    @Setup
    public void make() throws IOException {
        InstantSource clock = InstantSource.system();
        store = new Store(StoreConfig.DEFAULT, Files.createTempDirectory("bench"));
        services = new AccountServices(store, new Revocations(), new Feed(store, Runnable::run, clock, why -> {
        }), clock);
        Actor bench = new Actor("bench", null);
        Account owner = services.accounts().create(new NewAccount("bench@example.com", null, Role.USER, "pro"), bench)
                .orElseThrow();
        key = services.keys().create(owner.id(), new com.ainative.gateway.account.Scope("bench", null, null, null, null, new AddressRanges(null), null),
                bench).secret();
    }

    @TearDown
    public void close() {
        services.close();
        store.close();
    }

    @Benchmark
    public Optional<Caller> cached() {
        return services.knownKeys().caller(new String(key.toCharArray()), null);
    }
}
