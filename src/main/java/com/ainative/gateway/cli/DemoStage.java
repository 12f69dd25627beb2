package com.ainative.gateway.cli;

import com.ainative.gateway.Folders;
import com.ainative.gateway.GatewayRuntime;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.demo.Behaviour.Answers;
import com.ainative.gateway.demo.DemoConfig;
import com.ainative.gateway.demo.SimulatedProvider;
import com.ainative.gateway.observe.LogSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands while the demonstration runs: two simulated providers, a temporary folder, and a gateway that is started as
 * {@code serve} starts it. Whatever was put up is taken down in reverse, also when putting up the rest fails.
 */
final class DemoStage implements AutoCloseable {

    /** How to take each part down, the last one first. */
    private final Deque<Runnable> standing = new ArrayDeque<>();
    private final SimulatedProvider openAi;
    private final SimulatedProvider anthropic;
    private final Path folder;
    private final GatewayRuntime gateway;

    /** @param port of the gateway; 0 takes a free one */
    DemoStage(Surroundings around, int port) throws IOException {
        try {
            standing.push(LogSetup.quiet());
            openAi = SimulatedProvider.openAi(new Answers(around.pace()), around.clock());
            standing.push(openAi::close);
            anthropic = SimulatedProvider.anthropic(new Answers(around.pace()), around.clock());
            standing.push(anthropic::close);
            folder = Files.createTempDirectory("ainative-demo");
            standing.push(() -> delete(folder));
            new DemoConfig(port, openAi.url(), anthropic.url()).writeTo(folder);
            copy(around.folder(null, "routes"), folder.resolve("routes"));
            gateway = GatewayRuntime.start(new Folders(folder, folder.resolve("routes"), folder.resolve("data")));
            standing.push(gateway::close);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    SimulatedProvider openAi() {
        return openAi;
    }

    SimulatedProvider anthropic() {
        return anthropic;
    }

    URI url() {
        return gateway.url();
    }

    /** A token as {@code ainative token} makes it. */
    String token(Surroundings around, Duration life) {
        AuthConfig auth = new ConfigReader(around.environment()::get).read(folder).config().auth();
        return new TokenIssuer(auth, SigningKeys.open(folder.resolve("data")), around.clock()).issue("demo",
                DemoConfig.TIER, List.of(), life);
    }

    @Override
    public void close() {
        for (Runnable down = next(); down != null; down = next()) {
            down.run();
        }
    }

    /** One at a time: Ctrl-C closes from another thread than the one that put things up. */
    private synchronized @Nullable Runnable next() {
        return standing.poll();
    }

    /** The demonstration must run in a checkout of another user's, too, whose files a gateway would not trust. */
    private static void copy(Path routes, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(routes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }
}
