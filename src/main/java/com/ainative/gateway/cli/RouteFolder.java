package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.DataSize;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.config.YamlFile;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of routes as it is sent to a gateway. Nothing leaves this machine that is not within the folder.
 *
 * @param body the request's body: every file's text under {@code files}
 * @param jars how many jars of routes there are beside them; they are not sent
 */
record RouteFolder(ObjectNode body, int jars) {

    private static final int MOST_FILES = 1_000;
    /** Bytes of all files together. */
    private static final int LARGEST_SET = 16 * 1024 * 1024;

    /** @throws ProblemsException with everything that keeps the folder from being sent */
    static RouteFolder read(Path folder) {
        return new Reading(folder).all();
    }

    /** One pass over the folder, and what turned up. */
    private static final class Reading {

        private final Path root;
        private final ObjectNode texts = Json.object();
        private final List<Problem> problems = new ArrayList<>();
        private long bytes;

        Reading(Path root) {
            this.root = root;
        }

        RouteFolder all() {
            if (!Files.isDirectory(root)) {
                problem(root, Files.exists(root) ? "is not a folder" : "does not exist");
                throw new ProblemsException(problems);
            }
            list(root, ".camel.yaml").forEach(this::take);
            if (texts.isEmpty() && problems.isEmpty()) {
                problem(root, "holds no *.camel.yaml; is it the right folder?");
            }
            list(root.resolve("tests"), ".yaml").forEach(this::take);
            int jars = list(root.resolve("lib"), ".jar").size();
            if (bytes > LARGEST_SET) {
                problem(root, "holds more than " + new DataSize(LARGEST_SET) + " of routes");
            }
            if (!problems.isEmpty()) {
                throw new ProblemsException(problems);
            }
            return new RouteFolder(Json.object().set("files", texts), jars);
        }

        private List<Path> list(Path folder, String ending) {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> all = Files.list(folder)) {
                List<Path> files = all.filter(file -> file.getFileName().toString().endsWith(ending)
                        && !file.getFileName().toString().startsWith(".")).sorted().limit(MOST_FILES + 1).toList();
                if (files.size() <= MOST_FILES) {
                    return files;
                }
                problem(folder, "holds more than " + MOST_FILES + " files");
            } catch (IOException e) {
                problem(folder, "cannot be listed: " + e.getMessage());
            }
            return List.of();
        }

        private void take(Path file) {
            try {
                if (Files.exists(file) && !file.toRealPath().startsWith(root.toRealPath())) {
                    problem(file, "is a link that leads out of " + root + "; put the file itself there");
                } else if (bytes <= LARGEST_SET) {
                    String name = root.relativize(file).toString().replace('\\', '/');
                    byte[] read = SourceFile.read(root, name, YamlFile.LARGEST).bytes();
                    bytes += read.length;
                    texts.put(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(read)).toString());
                }
            } catch (ProblemsException refused) {
                problems.addAll(refused.problems());
            } catch (CharacterCodingException e) {
                problem(file, "is not in UTF-8");
            } catch (IOException e) {
                problem(file, "cannot be read: " + e.getMessage());
            }
        }

        private void problem(Path at, String message) {
            problems.add(Problem.ofFile(at.toString(), message));
        }
    }
}
