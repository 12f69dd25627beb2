package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ainative.gateway.config.ProblemsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFolderTest {

    private final Path root;

    RouteFolderTest(@TempDir Path home) {
        this.root = home.resolve("routes");
    }

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(root.resolve("tests"));
        Files.createDirectories(root.resolve("lib"));
        Files.writeString(root.resolve("chat.camel.yaml"), "- a");
    }

    private List<String> problems() {
        ProblemsException refused = catchThrowableOfType(ProblemsException.class, () -> RouteFolder.read(root));
        assertThat(refused).isNotNull();
        return refused.problems().stream().map(problem -> problem.told().replace(root.toString(), "ROOT")).toList();
    }

    @Test
    @DisplayName("GIVEN a folder with more than routes WHEN read THEN routes and golden requests are taken, by name")
    void read_files() throws IOException {
        for (String name : List.of("a.camel.yaml", ".b.camel.yaml", "c.yaml", "README.md", "tests/t.yaml",
                "tests/.t.yaml", "tests/t.json", "lib/x.jar", "lib/x.txt")) {
            Files.writeString(root.resolve(name), name);
        }

        RouteFolder read = RouteFolder.read(root);

        assertThat(read.body()).hasToString(
                "{\"files\":{\"a.camel.yaml\":\"a.camel.yaml\",\"chat.camel.yaml\":\"- a\",\"tests/t.yaml\":\"tests/t.yaml\"}}");
        assertThat(read.jars()).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN routes alone WHEN read THEN nothing else is missing")
    void read_routesAlone() throws IOException {
        Files.delete(root.resolve("tests"));
        Files.delete(root.resolve("lib"));

        assertThat(RouteFolder.read(root).body()).hasToString("{\"files\":{\"chat.camel.yaml\":\"- a\"}}");
    }

    @Test
    @DisplayName("GIVEN a folder without routes, a file, or nothing WHEN read THEN each is told apart")
    void read_noRoutes() throws IOException {
        Files.delete(root.resolve("chat.camel.yaml"));
        assertThat(problems()).containsExactly("ROOT: holds no *.camel.yaml; is it the right folder?");

        Files.delete(root.resolve("tests"));
        Files.delete(root.resolve("lib"));
        Files.delete(root);
        assertThat(problems()).containsExactly("ROOT: does not exist");

        Files.writeString(root, "");
        assertThat(problems()).containsExactly("ROOT: is not a folder");
    }

    @Test
    @DisplayName("GIVEN several files that cannot be sent WHEN read THEN all are told")
    void read_problems() throws IOException {
        Files.writeString(root.resolveSibling("secret"), "s");
        Files.createSymbolicLink(root.resolve("a.camel.yaml"), Path.of("../secret"));
        Files.createSymbolicLink(root.resolve("b.camel.yaml"), Path.of("nowhere"));
        Files.write(root.resolve("c.camel.yaml"), new byte[]{'a', (byte) 0xff});
        Files.write(root.resolve("d.camel.yaml"), new byte[1024 * 1024 + 1]);
        Files.createDirectory(root.resolve("tests/e.yaml"));

        assertThat(problems()).containsExactly(
                "ROOT/a.camel.yaml: is a link that leads out of ROOT; put the file itself there",
                "ROOT/b.camel.yaml: does not exist", "ROOT/c.camel.yaml: is not in UTF-8",
                "ROOT/d.camel.yaml: is larger than 1MiB", "ROOT/tests/e.yaml: is not a file");
    }

    @Test
    @DisplayName("GIVEN links within the folder, and to it, WHEN read THEN they are followed")
    void read_links() throws IOException {
        Files.createSymbolicLink(root.resolve("b.camel.yaml"), Path.of("chat.camel.yaml"));
        Path link = Files.createSymbolicLink(root.resolveSibling("link"), root);

        assertThat(RouteFolder.read(link).body().path("files")).hasToString(
                "{\"b.camel.yaml\":\"- a\",\"chat.camel.yaml\":\"- a\"}");
    }

    @Test
    @DisplayName("GIVEN too many files WHEN read THEN none is, and it is said")
    void read_tooMany() throws IOException {
        for (int i = 0; i < 1_001; i++) {
            Files.createFile(root.resolve("tests/" + i + ".yaml"));
        }

        assertThat(problems()).containsExactly("ROOT/tests: holds more than 1000 files");
    }

    @Test
    @DisplayName("GIVEN files that are too much together WHEN read THEN reading stops, and it is said")
    void read_tooMuch() throws IOException {
        byte[] text = " ".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 17; i++) {
            Files.write(root.resolve("tests/" + i + ".yaml"), text);
        }
        Files.write(root.resolve("tests/z.yaml"), new byte[]{(byte) 0xff});

        assertThat(problems()).containsExactly("ROOT: holds more than 16MiB of routes");
    }
}
