package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionTest {

    private final Path folder;

    VersionTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @DisplayName("GIVEN classes in no jar WHEN version is run THEN version and commit are unknown and the JDK is this one")
    void call_text() {
        assertThat(Shell.run("version")).isEqualTo(new Shell(0, "ainative unknown, commit unknown, JDK "
                + Runtime.version() + " (" + System.getProperty("java.vendor") + ")\n", ""));
    }

    @Test
    @DisplayName("GIVEN --json WHEN version is run THEN one object is printed")
    void call_json() throws IOException {
        Shell shell = Shell.run("version", "--json");

        JsonNode json = Json.read(shell.out().getBytes(StandardCharsets.UTF_8));
        assertThat(json.path("version").textValue()).isEqualTo("unknown");
        assertThat(json.path("commit").textValue()).isEqualTo("unknown");
        assertThat(json.path("jdk").textValue()).startsWith(Runtime.version().toString());
    }

    @Test
    @DisplayName("GIVEN a jar WHEN its manifest says what was built THEN that is read")
    void of_jar() throws IOException {
        assertThat(BuildInfo.of(jar("1.2.3", "abc1234"))).isEqualTo(new BuildInfo("1.2.3", "abc1234"));
    }

    @Test
    @DisplayName("GIVEN a jar from a tree without git WHEN its manifest holds a placeholder THEN the commit is unknown")
    void of_jarWithoutCommit() throws IOException {
        assertThat(BuildInfo.of(jar("1.2.3", "${git.commit.id.abbrev}"))).isEqualTo(new BuildInfo("1.2.3", "unknown"));
    }

    @Test
    @DisplayName("GIVEN a jar without a manifest, or a file that is no jar WHEN it is read THEN all is unknown")
    void of_noManifest() throws IOException {
        Path bare = folder.resolve("bare.jar");
        try (OutputStream file = Files.newOutputStream(bare); JarOutputStream jar = new JarOutputStream(file)) {
            jar.finish();
        }
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");

        assertThat(BuildInfo.of(bare)).isEqualTo(new BuildInfo("unknown", "unknown"));
        assertThat(BuildInfo.of(text)).isEqualTo(new BuildInfo("unknown", "unknown"));
    }

    private Path jar(String version, String commit) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Implementation-Version", version);
        manifest.getMainAttributes().putValue("Implementation-Commit", commit);
        Path file = folder.resolve("some.jar");
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
        return file;
    }
}
