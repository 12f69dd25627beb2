package com.ainative.gateway.fake;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Artemis in a process of its own, which speaks its own protocol and AMQP on one port. It can be killed, and started again
 * on its port and with its files. Queues are made when they are used, except those that begin with {@code fixed.}; nobody
 * may use those that begin with {@code forbidden.}; in those that begin with {@code forgetful.} it drops no duplicates.
 */
public final class ExternalArtemis implements AutoCloseable {

    public static final String USER = "gateway";
    public static final String PASSWORD = "only for tests";
    static final String READY = "Artemis listens on ";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENS = Pattern.compile(READY + "([0-9]+)");

    private final Path folder;
    private int port;
    private Process process;

    private ExternalArtemis(Path folder) {
        this.folder = folder;
        this.process = launch();
    }

    /**
     * When this returns it takes connections.
     *
     * @param folder where its files are
     */
    public static ExternalArtemis start(Path folder) {
        return new ExternalArtemis(folder);
    }

    /** Its address for Artemis' own protocol. */
    public URI core() {
        return URI.create("tcp://127.0.0.1:" + port);
    }

    /** Its address for AMQP 1.0. */
    public URI amqp() {
        return URI.create("amqp://127.0.0.1:" + port);
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again, after it was killed or closed, on the same port and with the same files. */
    public void restart() {
        process = launch();
    }

    /** Stops it in good order. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroyForcibly(); // its input is gone because it is
        }
        process.onExit().join();
    }

    private Process launch() {
        try {
            Path log = Files.createTempFile(Files.createDirectories(folder), "artemis", ".log");
            Process started = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dlogback.configurationFile=logback-test.xml", "-cp", classPath(), ArtemisMain.class.getName(),
                    Integer.toString(port), folder.toString(), USER, PASSWORD).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
            await().atMost(PATIENCE).until(() -> LISTENS.matcher(Files.readString(log)).find() || !started.isAlive());
            Matcher listens = LISTENS.matcher(Files.readString(log));
            if (!listens.find()) {
                started.destroyForcibly();
                throw new IllegalStateException("the broker ended: " + Files.readString(log));
            }
            port = Integer.parseInt(listens.group(1));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its own version of Artemis, and of all else what the tests have. */
    private static String classPath() throws IOException {
        List<String> entries = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of("target", "brokers", "artemis"))) {
            jars.map(Path::toString).forEach(entries::add);
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!Path.of(entry).getFileName().toString().startsWith("artemis-")) {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
