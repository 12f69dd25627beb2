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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesApplyTest {

    private final Path folder;
    private AdminPort port;

    RoutesApplyTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("chat.camel.yaml"), "- route: ü\n");
        Files.createDirectories(folder.resolve("tests"));
        Files.writeString(folder.resolve("tests/a.yaml"), "name: a\n");
    }

    @BeforeEach
    void start() throws IOException {
        port = AdminPort.start();
    }

    @AfterEach
    void stop() {
        port.close();
    }

    private static String answer(boolean changed, boolean serving, int goldens, String notices) {
        return "{\"generation\":\"3f2a9c1b0d\",\"revision\":12,\"changed\":" + changed + ",\"serving\":" + serving
                + ",\"millis\":87,\"goldens\":" + goldens + ",\"notices\":[" + notices + "]}";
    }

    @Test
    @DisplayName("GIVEN no folder WHEN apply is run THEN the gateway reads its own, and what serves now is told")
    void call_ownFolders() {
        port.on("reload", answer(true, true, 0, ""));

        assertThat(port.routes("apply"))
                .isEqualTo(new Shell(0, "generation 3f2a9c1b0d serves now, as revision 12, after 87 ms\n", ""));
        assertThat(port.asked()).containsExactly("POST /admin/reload");
        assertThat(port.sent()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a folder WHEN apply is run THEN its routes and golden requests are sent")
    void call_folder() {
        port.on("apply", answer(true, true, 3, ""));

        assertThat(port.routes("apply", folder.toString())).isEqualTo(new Shell(0,
                "generation 3f2a9c1b0d serves now, as revision 12, after 87 ms and 3 golden requests\n", ""));
        assertThat(port.asked()).containsExactly("POST /admin/apply");
        assertThat(port.sent())
                .hasToString("{\"files\":{\"chat.camel.yaml\":\"- route: ü\\n\",\"tests/a.yaml\":\"name: a\\n\"}}");
    }

    @Test
    @DisplayName("GIVEN a folder with jars WHEN apply is run THEN it says that they stay here")
    void call_jars() throws IOException {
        port.on("apply", answer(true, true, 1, ""));
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/one.jar"), "");

        Shell one = port.routes("apply", folder.toString());
        Files.writeString(folder.resolve("lib/two.jar"), "");
        Shell two = port.routes("apply", folder.toString());

        assertThat(one.out()).endsWith("after 87 ms and 1 golden request\n");
        assertThat(one.err()).isEqualTo("ainative: the jar in " + folder.resolve("lib")
                + " is not sent; the gateway goes on with those in its own routes/lib\n");
        assertThat(two.err()).startsWith("ainative: the 2 jars in ").contains(" are not sent; ");
        assertThat(port.sent().path("files").size()).isEqualTo(2);
    }

    @Test
    @DisplayName("GIVEN what serves already WHEN apply is run THEN it says that nothing was changed")
    void call_unchanged() {
        port.on("reload", answer(false, true, 0, ""));

        assertThat(port.routes("apply")).isEqualTo(
                new Shell(0, "generation 3f2a9c1b0d serves already, as revision 12; nothing was changed\n", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"true|nothing was changed, revision 12 still serves",
        "false|it serves already, as revision 12"})
    @DisplayName("GIVEN --dry-run WHEN apply is run THEN the routes are only checked, in DIR or in the gateway's folders")
    void call_dryRun(boolean changed, String line) {
        port.on("reload", answer(changed, false, 2, "")).on("apply", answer(changed, false, 2, ""));
        Shell told = new Shell(0,
                "generation 3f2a9c1b0d passes every check, in 87 ms and 2 golden requests; " + line + "\n", "");

        assertThat(port.routes("apply", "--dry-run")).isEqualTo(told);
        assertThat(port.routes("apply", "--dry-run", folder.toString())).isEqualTo(told);
        assertThat(port.asked()).containsExactly("POST /admin/reload?dry-run=true", "POST /admin/apply?dry-run=true");
    }

    @Test
    @DisplayName("GIVEN notices WHEN apply is run THEN each is a line on standard error")
    void call_notices() {
        port.on("reload", answer(true, true, 0, "\"a\\nb\",\"c\""));

        assertThat(port.routes("apply").err()).isEqualTo("ainative: a b\nainative: c\n");
    }

    @Test
    @DisplayName("GIVEN --json WHEN apply is run THEN the answer is all there is, notices and jars or not")
    void call_json() throws IOException {
        port.on("apply", answer(true, true, 0, "\"a\""));
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/one.jar"), "");

        assertThat(port.routes("apply", "--json", folder.toString()))
                .isEqualTo(new Shell(0, answer(true, true, 0, "\"a\"") + "\n", ""));
    }

    @Test
    @DisplayName("GIVEN a reload that runs WHEN apply is run THEN it says so, exit code 1")
    void call_busy() {
        port.refuses("reload", 409, "{\"detail\":\"Another reload is running; try again.\"}");

        assertThat(port.routes("apply")).isEqualTo(
                new Shell(1, "", "ainative: the gateway is busy: Another reload is running; try again.\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--dry-run --preview 60s|--dry-run and --preview exclude each other; a preview changes nothing either",
        "--yes|--yes goes with --preview; without it, apply asks nothing",
        "--preview 1|--preview 1 is not a duration; write a number with ms, s, m, h or d, such as 30s",
        "--preview 0s|--preview 0s is not in whole seconds between 1s and 1h",
        "--preview 1500ms|--preview 1500ms is not in whole seconds between 1s and 1h",
        "--preview 61m|--preview 61m is not in whole seconds between 1s and 1h"})
    @DisplayName("GIVEN options that make no sense WHEN apply is run THEN it is a usage error, and nothing is asked")
    void call_usage(String args, String line) {
        String[] words = ("apply " + args).split(" ", -1);

        assertThat(port.routes(words))
                .isEqualTo(new Shell(2, "", "ainative: " + line + "; try ainative routes apply --help\n"));
        assertThat(port.asked()).isEmpty();
    }
}
