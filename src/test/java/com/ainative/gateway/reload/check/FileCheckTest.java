package com.ainative.gateway.reload.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckTest {

    private static final String OUTSIDE = "is not allowed in routes";

    @TempDir
    private Path home;

    private @Nullable String fault(String below) {
        Path root = home.resolve("files");
        return new FileCheck(root).fault(new Uri("", "file", root + below, Map.of()));
    }

    @Test
    @DisplayName("GIVEN a link in the folder WHEN it leads out THEN what is behind it is refused, and what is beside it is not")
    void fault_link() throws IOException {
        Path root = Files.createDirectories(home.resolve("files"));
        Files.createDirectories(home.resolve("keys"));
        Files.createDirectories(root.resolve("real"));
        Files.createSymbolicLink(root.resolve("out"), home.resolve("keys"));
        Files.createSymbolicLink(root.resolve("in"), root.resolve("real"));
        Files.createSymbolicLink(root.resolve("dangling"), home.resolve("nobody"));

        assertThat(fault("/out")).contains(OUTSIDE);
        assertThat(fault("/out/below")).contains(OUTSIDE);
        assertThat(fault("/dangling/below")).contains(OUTSIDE);
        assertThat(fault("/in/below")).isNull();
        assertThat(fault("/real")).isNull();
        assertThat(fault("/new/below")).isNull();
        assertThat(fault("")).isNull();
    }

    @Test
    @DisplayName("GIVEN a folder that is not there yet WHEN routes name it THEN names alone decide")
    void fault_absent() {
        assertThat(fault("/new")).isNull();
        assertThat(fault("/../keys")).contains(OUTSIDE);
        assertThat(fault("s")).contains(OUTSIDE);
    }
}
