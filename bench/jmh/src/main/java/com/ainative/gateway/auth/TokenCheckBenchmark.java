package com.ainative.gateway.auth;

import com.ainative.gateway.config.AuthConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to know the caller: with a token seen before, and with a new one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TokenCheckBenchmark {

    private String token;
    private TokenVerifier remembering;
    private TokenVerifier forgetful;

    @Setup
    public void issue() throws IOException {
        AuthConfig auth = new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10));
        SigningKeys keys = SigningKeys.open(Files.createTempDirectory("bench"));
        InstantSource clock = InstantSource.system();
        token = new TokenIssuer(auth, keys, clock).issue("bench", "pro", List.of(), Duration.ofHours(1));
        remembering = new TokenVerifier(auth, keys, clock);
        forgetful = new TokenVerifier(new OwnTokens(auth, keys), OutsideTokens.NONE, new Revocations(), clock, 0);
    }

    /** As over HTTP, the text is a new string each time, so its hash is never there yet. */
    private String received() {
        return new String(token.toCharArray());
    }

    @Benchmark
    public Optional<Caller> cached() {
        return remembering.verify(received());
    }

    @Benchmark
    public Optional<Caller> first() {
        Optional<Caller> caller = forgetful.verify(received());
        forgetful.remembered(); // what is to be forgotten is forgotten now, not a little later
        return caller;
    }
}
