package com.ainative.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of an operator's folders, and what is refused before anybody looks inside. */
class SourceReaderTest {

    @TempDir
    Path home;
    private Path config;
    private Path routes;

    @BeforeEach
    void write() throws IOException {
        config = Files.createDirectory(home.resolve("config"));
        routes = Files.createDirectory(home.resolve("routes"));
        Files.writeString(config.resolve("gateway.yaml"), "a: b");
        Files.writeString(routes.resolve("chat.camel.yaml"), "- route: {}");
    }

    private Sources read() {
        return new SourceReader(config, routes).read();
    }

    private List<String> refusal() {
        return catchThrowableOfType(ProblemsException.class, this::read).problems().stream().map(Problem::message)
                .toList();
    }

    @Test
    @DisplayName("GIVEN routes, goldens, jars and other files WHEN read THEN each kind is told from the others, which stay out")
    void read_kinds() throws IOException {
        Files.createDirectory(routes.resolve("tests"));
        Files.createDirectory(routes.resolve("lib"));
        Files.writeString(routes.resolve("tests/a.yaml"), "name: a");
        Files.writeString(routes.resolve("lib/a.jar"), "jar");
        Files.writeString(routes.resolve("README.md"), "no");
        Files.writeString(routes.resolve(".chat.camel.yaml"), "no");

        assertThat(read().files().map(file -> file.name())).containsExactly("gateway.yaml", "chat.camel.yaml",
                "tests/a.yaml", "lib/a.jar");
    }

    @Test
    @DisplayName("GIVEN one byte more, or another name WHEN hashed THEN the hash differs; WHEN read again THEN it is the same")
    void hash_content() throws IOException {
        String hash = read().hash();
        assertThat(read().hash()).isEqualTo(hash).hasSize(10);

        Files.writeString(routes.resolve("chat.camel.yaml"), "- route: {} ");
        String longer = read().hash();
        Files.move(routes.resolve("chat.camel.yaml"), routes.resolve("other.camel.yaml"));

        assertThat(longer).isNotEqualTo(hash);
        assertThat(read().hash()).isNotEqualTo(longer).isNotEqualTo(hash);
    }

    @Test
    @DisplayName("GIVEN a link that leaves the folder WHEN read THEN it is refused; one that stays is followed")
    void read_links() throws IOException {
        Path outside = Files.writeString(home.resolve("outside.yaml"), "x");
        Files.createSymbolicLink(routes.resolve("in.camel.yaml"), routes.resolve("chat.camel.yaml"));
        assertThat(read().routes()).hasSize(2);

        Files.createSymbolicLink(routes.resolve("out.camel.yaml"), outside);

        assertThat(refusal()).singleElement().asString().startsWith("is a link that leads out of");
    }

    @Test
    @DisplayName("GIVEN a folder and a file everybody may write WHEN read THEN both are refused, with what mends them")
    void read_worldWritable() throws IOException {
        Files.setPosixFilePermissions(routes, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(config.resolve("gateway.yaml"), PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(refusal()).hasSize(2).allMatch(message -> message.contains("chmod o-w"));
    }

    @Test
    @DisplayName("GIVEN a folder and a file of another user's WHEN read THEN both are refused, with what mends them")
    void read_strangers() throws IOException {
        assumeTrue(ProcessUser.ID == 0, "only root can give files away");
        Files.setAttribute(routes, "unix:uid", 54321);
        Files.setAttribute(routes.resolve("chat.camel.yaml"), "unix:uid", 54321);

        assertThat(refusal()).hasSize(2).allMatch(message -> message.contains("belongs to 54321")
                && message.contains("chown"));
    }

    @Test
    @DisplayName("GIVEN a file of 2 MiB and a folder in a file's place WHEN read THEN both are told together")
    void read_together() throws IOException {
        Files.write(routes.resolve("big.camel.yaml"), new byte[2 * 1024 * 1024]);
        Files.createDirectory(routes.resolve("dir.camel.yaml"));

        assertThat(refusal()).containsExactlyInAnyOrder("is larger than 1MiB", "is not a file");
    }

    @Test
    @DisplayName("GIVEN no route, no folder, or no configuration WHEN read THEN the problem says so")
    void read_missing() throws IOException {
        Files.delete(routes.resolve("chat.camel.yaml"));
        assertThat(refusal()).singleElement().asString().startsWith("holds no *.camel.yaml");
        Files.delete(routes);
        assertThat(refusal()).contains("does not exist");
        Files.writeString(routes, "");
        assertThat(refusal()).contains("is not a folder");
        Files.delete(config.resolve("gateway.yaml"));
        assertThatThrownBy(this::read).hasMessageContaining("gateway.yaml: does not exist");
    }
}
