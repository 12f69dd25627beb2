package com.ainative.gateway.fake;

import static org.awaitility.Awaitility.await;

import com.ainative.gateway.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, which can be killed. */
public final class GatewayProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern APPLICATIONS = Pattern.compile("Serving applications on (http\\S+)");
    private static final Pattern OPERATORS = Pattern.compile("Serving operators on (http\\S+)");

    private final Process process;
    private final Path log;

    private GatewayProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * When this returns it serves.
     *
     * @param properties of the JVM, such as {@code -Dname=value}
     */
    public static GatewayProcess start(Folders folders, String... properties) {
        List<String> options = new ArrayList<>(List.of(properties));
        options.addAll(ChildClasses.options());
        return with(options, folders);
    }

    static GatewayProcess with(List<String> options, Folders folders) {
        return run(command(options, folders));
    }

    /**
     * As above, with files that cannot become longer than so many KiB, or {@code unlimited}: writing more fails as on a full disk. {@link #limit}
     * changes that.
     */
    public static GatewayProcess startCramped(Folders folders, String kibibytes) {
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", // the log is written by another process, which has room
                        "exec > >(cat) 2>&1 && ulimit -S -f " + kibibytes + " && exec \"$@\"", "gateway"));
        command.addAll(command(ChildClasses.options(), folders));
        return run(command);
    }

    private static List<String> command(List<String> options, Folders folders) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // It is started often and does not run for long.
                        "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("com.ainative.gateway.Gateway", "serve", "--config", folders.config().toString(),
                "--routes", folders.routes().toString(), "--data", folders.data().toString()));
        return command;
    }

    private static GatewayProcess run(List<String> command) {
        try {
            Path log = Files.createTempFile(Written.folder(), "gateway-process", ".log");
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                    .start();
            GatewayProcess started = new GatewayProcess(process, log);
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
                    .until(() -> started.said(OPERATORS).isPresent() || !process.isAlive());
            if (!process.isAlive()) {
                throw new IllegalStateException("the gateway ended: " + started.log());
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on its files may be that long and no longer, in bytes, or {@code unlimited}. */
    public void limit(String length) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + length + ":")
                .inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("prlimit ended with " + exit);
        }
    }

    private Optional<String> said(Pattern line) {
        Matcher matcher = line.matcher(log());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** All it has written so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create(said(APPLICATIONS).orElseThrow());
    }

    public URI adminUrl() {
        return URI.create(said(OPERATORS).orElseThrow());
    }

    /** As {@code kill -9} does; when this returns it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** In good order; when this returns it has ended. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
