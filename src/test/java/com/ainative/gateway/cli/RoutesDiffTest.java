package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesDiffTest {

    private static final String DIFFERS = """
            {"from":"aa","to":"bb","files":[\
            {"file":"routes/a.camel.yaml","diff":"--- routes/a.camel.yaml\\n+++ routes/a.camel.yaml\\n@@ -1 +1 @@\\n-x\\u001B[2J\\n+y\\n"},\
            {"file":"routes/b\\n.camel.yaml","diff":"@@ -0,0 +1 @@\\n+z"}]}""";

    private AdminPort port;

    @BeforeEach
    void start() throws IOException {
        port = AdminPort.start();
    }

    @AfterEach
    void stop() {
        port.close();
    }

    @Test
    @DisplayName("GIVEN no difference WHEN diff is run THEN nothing is printed, and the exit code is 0")
    void call_same() {
        port.on("diff", "{\"from\":\"aa\",\"to\":\"aa\",\"files\":[]}");

        assertThat(port.routes("diff")).isEqualTo(new Shell(0, "", ""));
        assertThat(port.asked()).containsExactly("POST /admin/diff");
        assertThat(port.sent()).hasToString("{}");
    }

    @Test
    @DisplayName("GIVEN differences WHEN diff is run THEN each file's is printed as plain text, and the exit code is 1")
    void call_differs() {
        port.on("diff", DIFFERS);

        assertThat(port.routes("diff")).isEqualTo(new Shell(1, """
                --- routes/a.camel.yaml
                +++ routes/a.camel.yaml
                @@ -1 +1 @@
                -x[2J
                +y
                --- routes/b .camel.yaml
                @@ -0,0 +1 @@
                +z
                """, ""));
    }

    @Test
    @DisplayName("GIVEN a folder and --json WHEN diff is run THEN its files are sent, and the answer is printed as it is")
    void call_folder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), "- a");
        port.on("diff", DIFFERS);

        assertThat(port.routes("diff", folder.toString(), "--json")).isEqualTo(new Shell(1, DIFFERS + "\n", ""));
        assertThat(port.sent()).hasToString("{\"files\":{\"a.camel.yaml\":\"- a\"}}");
    }

    @Test
    @DisplayName("GIVEN a folder that cannot be sent WHEN diff is run THEN every reason is listed, and the exit code is 2")
    void call_badFolder(@TempDir Path folder) {
        Path missing = folder.resolve("missing");

        assertThat(port.routes("diff", missing.toString())).isEqualTo(
                new Shell(2, "", missing + ": does not exist\nainative: the configuration cannot be used\n"));
        assertThat(port.asked()).isEmpty();
    }
}
