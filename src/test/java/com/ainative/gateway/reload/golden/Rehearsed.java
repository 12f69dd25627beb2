package com.ainative.gateway.reload.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ainative.gateway.GatewayRehearsal;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.fake.GatewayHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** An operator's folders with the shipped routes, and what the goldens in them come to. */
final class Rehearsed {

    /** Two providers, one of each protocol; the model fast asks first, then second, and quick both at once. */
    static final String CONFIG = """
            tiers: {free: {requests-per-minute: 1}, pro: {requests-per-minute: 600}}
            providers:
              first: {dialect: openai, base-url: "https://first.invalid/v1", api-key: "${FIRST_KEY:}", breaker: {minimum: 1, window: 1}}
              second: {dialect: anthropic, base-url: "https://second.invalid", api-key: "${SECOND_KEY:}"}
            models:
              fast: {providers: [{provider: first, model: m1}, {provider: second, model: m2}]}
              quick: {strategy: race, providers: [{provider: first, model: m1}, {provider: second, model: m2}]}
            """;

    private final Path home;

    Rehearsed(Path home) {
        this(home, CONFIG);
    }

    Rehearsed(Path home, String config) {
        this.home = home;
        write("config/gateway.yaml", config);
        try (Stream<Path> shipped = Files.list(GatewayHarness.SHIPPED_ROUTES)) {
            shipped.filter(Files::isRegularFile).forEach(file -> {
                try {
                    write("routes/" + file.getFileName(), Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Rehearsed write(String name, String text) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goldens run in the order of their names. */
    Rehearsed golden(String name, String yaml) {
        return write("routes/tests/" + name + ".yaml", yaml);
    }

    Path folder(String name) {
        return home.resolve(name);
    }

    List<GoldenResult> results() {
        try (GatewayRehearsal rehearsal = rehearsal()) {
            return rehearsal.test();
        }
    }

    List<Problem> refusal() {
        try (GatewayRehearsal rehearsal = rehearsal()) {
            ProblemsException refused = catchThrowableOfType(ProblemsException.class, rehearsal::test);
            assertThat(refused).as("the set was accepted").isNotNull();
            return refused.problems();
        }
    }

    private GatewayRehearsal rehearsal() {
        return new GatewayRehearsal(folder("config"), folder("routes"), Map.<String, String>of()::get);
    }

    /** What differed in one golden alone, as path, line and message. */
    List<String> differences(String yaml) {
        List<GoldenResult> results = golden("only", yaml).results();
        assertThat(results).hasSize(1);
        return results.getFirst().differences().stream()
                .map(problem -> problem.line() + " " + problem.path() + ": " + problem.message()).toList();
    }
}
