package com.ainative.gateway.reload;

import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.DataSize;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.config.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an operator wrote, once and within bounds, and only where nobody else could have written it: no folder or
 * file that the world may write or a stranger owns, and no link that leads out of the folder.
 */
public final class SourceReader {

    static final String ROUTES = ".camel.yaml";
    static final String TESTS = "tests";
    static final String LIB = "lib";
    private static final String JAR = ".jar";
    private static final int LARGEST_JAR = 16 * 1024 * 1024;
    static final int MOST_FILES = 1_000;
    /** Bytes of all files together. */
    private static final long LARGEST_SET = 64L * 1024 * 1024;

    private final Path config;
    private final Path routes;
    private final Predicate<SourceFile> allowsJars;

    /** For an operator's folders, where jars may lie that take no part. */
    public SourceReader(Path config, Path routes, ConfigReader configReader) {
        this(config, routes, file -> configReader.allowsRouteJars(file, config));
    }

    /** For folders in which everything takes part. */
    public SourceReader(Path config, Path routes) {
        this(config, routes, file -> true);
    }

    private SourceReader(Path config, Path routes, Predicate<SourceFile> allowsJars) {
        this.config = config;
        this.routes = routes;
        this.allowsJars = allowsJars;
    }

    /** @throws ProblemsException with everything that keeps the files from being read */
    public Sources read() {
        Reading reading = new Reading();
        reading.trust(config);
        SourceFile gateway = reading.file(config, config.resolve(ConfigReader.FILE), YamlFile.LARGEST);
        reading.trust(routes);
        List<SourceFile> yaml = reading.files(routes, "", ROUTES, YamlFile.LARGEST);
        List<SourceFile> goldens = reading.files(routes, TESTS, ".yaml", YamlFile.LARGEST);
        boolean idle = gateway != null && reading.holdsJars(routes.resolve(LIB)) && !allowsJars.test(gateway);
        List<SourceFile> jars = idle ? List.of() : reading.files(routes, LIB, JAR, LARGEST_JAR);
        if (yaml.isEmpty() && reading.problems.isEmpty()) {
            reading.problem(routes, "holds no *" + ROUTES + "; is it the right folder?");
        }
        if (gateway == null || !reading.problems.isEmpty()) {
            throw new ProblemsException(reading.problems);
        }
        return new Sources(gateway, yaml, goldens, jars, idle
                ? List.of(routes.resolve(LIB) + " holds jars that take no part; reload: {route-jars: true} in "
                        + gateway.name() + " lets them, and with them whatever code is in them")
                : List.of());
    }

    /** One pass over the folders, and what turned up. */
    private static final class Reading {

        private final List<Problem> problems = new ArrayList<>();
        private long bytes;

        private List<SourceFile> files(Path root, String below, String ending, int largest) {
            Path folder = root.resolve(below);
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            if (!below.isEmpty()) {
                trust(folder);
            }
            List<SourceFile> read = new ArrayList<>();
            for (Path file : list(folder, ending)) {
                SourceFile source = file(root, file, largest);
                if (source != null) {
                    read.add(source);
                }
            }
            return read;
        }

        private boolean holdsJars(Path folder) {
            return Files.isDirectory(folder) && !list(folder, JAR).isEmpty();
        }

        private List<Path> list(Path folder, String ending) {
            try (Stream<Path> all = Files.list(folder)) {
                List<Path> files = all.filter(file -> file.getFileName().toString().endsWith(ending)
                        && !file.getFileName().toString().startsWith(".")).sorted().limit(MOST_FILES + 1).toList();
                if (files.size() > MOST_FILES) {
                    problem(folder, "holds more than " + MOST_FILES + " files");
                    return List.of();
                }
                return files;
            } catch (IOException e) {
                problem(folder, "cannot be listed: " + e.getMessage());
                return List.of();
            }
        }

        private @Nullable SourceFile file(Path root, Path file, int largest) {
            try {
                if (Files.exists(file) && !file.toRealPath().startsWith(root.toRealPath())) {
                    problem(file, "is a link that leads out of " + root + "; put the file itself there");
                    return null;
                }
                String name = root.relativize(file).toString().replace('\\', '/');
                SourceFile read = SourceFile.read(root, name, largest);
                strangers(file);
                bytes += read.bytes().length;
                if (bytes > LARGEST_SET) {
                    problem(file, "is more than all files together may hold, " + new DataSize(LARGEST_SET));
                    return null;
                }
                return read;
            } catch (ProblemsException refused) {
                problems.addAll(refused.problems());
            } catch (IOException e) {
                problem(file, "cannot be read: " + e.getMessage());
            }
            return null;
        }

        private void trust(Path folder) {
            if (!Files.isDirectory(folder)) {
                problem(folder, Files.exists(folder) ? "is not a folder" : "does not exist");
                return;
            }
            try {
                strangers(folder);
            } catch (IOException e) {
                problem(folder, "cannot be looked at: " + e.getMessage());
            }
        }

        /** Whoever can write here can make this process do what they like. */
        private void strangers(Path path) throws IOException {
            if (!Files.getFileStore(path).supportsFileAttributeView("posix")) {
                return;
            }
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
            if (mode.contains(PosixFilePermission.OTHERS_WRITE)) {
                problem(path, "can be written by everybody; chmod o-w it");
            }
            int owner = (Integer) Files.getAttribute(path, "unix:uid");
            if (owner != 0 && owner != ProcessUser.ID) {
                problem(path, "belongs to " + Files.getOwner(path)
                        + ", who is neither root nor the user this process runs as; chown it");
            }
        }

        private void problem(Path at, String message) {
            problems.add(Problem.ofFile(at.toString(), message));
        }
    }
}
