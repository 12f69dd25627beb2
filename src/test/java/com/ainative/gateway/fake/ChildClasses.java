package com.ainative.gateway.fake;

import com.ainative.gateway.Folders;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The class path of gateways in processes of their own, with an archive of their classes, as the launcher makes one: a start
 * costs half of what it does without. An archive takes jars alone, so the gateway's own classes are put into one.
 */
final class ChildClasses {

    private static final String CONFIG = """
            listen: {http: "127.0.0.1:0", admin: "127.0.0.1:0"}
            tiers: {pro: {requests-per-minute: 1}}
            providers: {one: {dialect: openai, base-url: "https://example.com/v1", api-key: none}}
            models: {fast: {providers: [{provider: one, model: m1}]}}
            ingest: {broker: embedded, listen: "127.0.0.1:0"}
            """;

    private static final ChildClasses MADE = make();

    private final String classPath;
    private final Path archive;

    private ChildClasses(String classPath, Path archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /** What a JVM is told of them. */
    static List<String> options() {
        return List.of("-XX:SharedArchiveFile=" + MADE.archive, "-cp", MADE.classPath);
    }

    private static ChildClasses make() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "children")), "classes");
            List<String> jars = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path path = Path.of(entry);
                if (!Files.isDirectory(path)) {
                    jars.add(entry);
                } else if (Files.exists(path.resolve("com/ainative/gateway/Gateway.class"))) {
                    jars.add(jar(path, folder.resolve("gateway.jar")).toString());
                }
            }
            String classPath = String.join(File.pathSeparator, jars);
            Path archive = folder.resolve("gateway.jsa");
            fill(folder, List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", classPath));
            return new ChildClasses(classPath, archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> walk = Files.walk(classes)) {
            for (Path one : walk.filter(path -> !path.equals(classes)).toList()) {
                String name = classes.relativize(one).toString();
                if (Files.isDirectory(one)) {
                    out.putNextEntry(new JarEntry(name + "/")); // migrations are looked for in theirs
                } else {
                    out.putNextEntry(new JarEntry(name));
                    Files.copy(one, out);
                }
            }
        }
        return jar;
    }

    /** The classes of a gateway that starts and stops. */
    private static void fill(Path folder, List<String> options) throws IOException {
        Folders folders = new Folders(folder.resolve("config"), folder.resolve("routes"), folder.resolve("data"));
        Files.createDirectories(folders.config());
        GatewayHarness.copy(GatewayHarness.SHIPPED_ROUTES, folders.routes());
        Files.writeString(folders.config().resolve("gateway.yaml"), CONFIG);
        try (GatewayProcess once = GatewayProcess.with(options, folders)) {
            once.stop();
        }
    }
}
