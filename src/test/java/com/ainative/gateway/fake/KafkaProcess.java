package com.ainative.gateway.fake;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka, one node, in a process of its own. It makes no topics by itself, and takes no message above a mebibyte.
 * After {@link #stop} or {@link #kill} it can be started again, at the same address and with the same data.
 */
public final class KafkaProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The build puts them there. */
    private static final Path JARS = Path.of("target", "brokers", "kafka");

    private static @Nullable KafkaProcess shared;

    private final Path folder;
    private final int port;
    private final Path log;
    private @Nullable Process process;

    private KafkaProcess(Path folder, int port, int controllerPort) throws IOException {
        this.folder = folder;
        this.port = port;
        this.log = folder.resolve("kafka.log");
        Files.writeString(settings(), """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                controller.quorum.voters=1@127.0.0.1:%2$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                log.segment.bytes=16777216
                log.cleaner.enable=false
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=1000
                broker.heartbeat.interval.ms=200
                broker.session.timeout.ms=1000
                num.network.threads=1
                num.io.threads=2
                """.formatted(port, controllerPort, folder.resolve("data").toString().replace('\\', '/')));
    }

    /** The one of this JVM, which ends with it. It is not to be stopped. */
    public static synchronized KafkaProcess shared() {
        if (shared == null) {
            KafkaProcess started = start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "kafka-end"));
            shared = started;
        }
        return shared;
    }

    /** A new one; when this returns it serves. */
    public static KafkaProcess start() {
        try {
            List<Integer> ports = freePorts();
            KafkaProcess made = new KafkaProcess(Files.createTempDirectory("kafka-process"), ports.get(0),
                    ports.get(1));
            awaitEnd(made.run("kafka.tools.StorageTool", "format", "--cluster-id", "AAAAAAAAQACAAAAAAAAAAQ", "--config",
                    made.settings().toString()));
            made.restart();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        }
    }

    /** Starts it again after {@link #stop} or {@link #kill}; when this returns it serves. */
    public void restart() {
        try {
            Process started = run("kafka.Kafka", settings().toString());
            process = started;
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> serves() || !started.isAlive());
            if (!started.isAlive()) {
                throw new IllegalStateException("Kafka ended: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an operator does; when this returns it is gone. */
    public void stop() {
        if (process != null) {
            process.destroy();
            awaitEnd(process);
        }
    }

    /** As {@code kill -9} does; when this returns it is gone. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd(process);
        }
    }

    /** Ends it for good. */
    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Host and port. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Makes a topic, unless it is there. */
    public void topic(String name, int partitions) {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (Exception e) { // whatever it is, the test cannot go on
            throw new IllegalStateException(e);
        }
    }

    /** What an administrator of it would use. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }

    private boolean serves() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap(), "request.timeout.ms", 2000,
                "default.api.timeout.ms", 2000))) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (Exception e) { // not yet
            return false;
        }
    }

    private Process run(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp", JARS.resolve("*").toString(), main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    private Path settings() {
        return folder.resolve("server.properties");
    }

    private static void awaitEnd(Process process) {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }
}
