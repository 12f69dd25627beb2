package com.ainative.gateway.cli;

import com.ainative.gateway.fake.GatewayHarness;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A home with the shipped routes and a small configuration, for the commands that need no running gateway. */
final class RoutesFolder {

    private final Path home;

    RoutesFolder(Path home) {
        this.home = home;
        write("config/gateway.yaml", """
                providers: {one: {dialect: openai, base-url: "https://one.invalid/v1", api-key: "${ONE_KEY:}"}}
                models: {fast: {providers: [{provider: one, model: m}]}}
                """);
        try (Stream<Path> shipped = Files.list(GatewayHarness.SHIPPED_ROUTES)) {
            List<Path> files = shipped.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                write("routes/" + file.getFileName(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RoutesFolder write(String name, String text) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    /** Runs one command alone, without the program around it. */
    Shell run(Function<Surroundings, Object> command, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        OneLineErrors errors = new OneLineErrors();
        Surroundings around = new Surroundings(Map.of(), home, InstantSource.system(), Duration.ZERO,
                AutoCloseable::close);
        int exit = new CommandLine(command.apply(around)).setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(args);
        return new Shell(exit, out.toString(), err.toString());
    }
}
