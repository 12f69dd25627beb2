package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesTestTest {

    private static final String PASSES = "name: no token\nrequest: {}\nexpect: {status: 401}\n";
    private static final String FAILS = """
            name: one answers
            request: {token-tier: pro, body: {model: fast, messages: [{role: user, content: hi}]}}
            provider: {one: {status: 503}}
            expect:
              status: 200
            """;

    private final RoutesFolder folder;

    RoutesTestTest(@TempDir Path home) {
        folder = new RoutesFolder(home);
    }

    private Shell test(String... args) {
        return folder.run(RoutesTest::new, args);
    }

    private static JsonNode json(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("GIVEN goldens that pass WHEN test is run THEN each is told, the exit code is 0 and no data folder is made")
    void call_allPass() {
        folder.write("routes/tests/a.yaml", PASSES).write("routes/tests/b.yaml", PASSES);

        assertThat(test()).isEqualTo(new Shell(0, "ok      no token\nok      no token\n2 goldens: all passed\n", ""));
        assertThat(Files.exists(folder.home().resolve("data"))).isFalse();
    }

    @Test
    @DisplayName("GIVEN a golden that fails WHEN test is run THEN what differed is told with its line, and the exit code is 1")
    void call_oneFails() {
        folder.write("routes/tests/a.yaml", PASSES).write("routes/tests/b.yaml", FAILS);
        Path file = folder.home().resolve("routes/tests/b.yaml");

        Shell shell = test();

        assertThat(shell.exit()).isEqualTo(1);
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out()).startsWith("ok      no token\nFAILED  one answers\n        " + file
                + ":5:11 expect.status: expected 200, found 503: Provider one").endsWith("\n2 goldens: 1 FAILED\n")
                .hasLineCount(4);
    }

    @Test
    @DisplayName("GIVEN --json WHEN test is run THEN one object holds every golden and what differed")
    void call_json() throws IOException {
        folder.write("routes/tests/a.yaml", PASSES).write("routes/tests/b.yaml", FAILS);

        Shell shell = test("--json");

        JsonNode told = json(shell.out());
        assertThat(shell.exit()).isEqualTo(1);
        assertThat(shell.out()).hasLineCount(1);
        assertThat(told.path("passed").intValue()).isEqualTo(1);
        assertThat(told.path("failed").intValue()).isEqualTo(1);
        assertThat(told.at("/goldens/0")).isEqualTo(json("{\"name\":\"no token\",\"file\":\""
                + folder.home().resolve("routes/tests/a.yaml") + "\",\"passed\":true,\"problems\":[]}"));
        JsonNode problem = told.at("/goldens/1/problems/0");
        assertThat(problem.path("file").textValue()).isEqualTo(folder.home().resolve("routes/tests/b.yaml").toString());
        assertThat(problem.path("line").intValue()).isEqualTo(5);
        assertThat(problem.path("column").intValue()).isEqualTo(11);
        assertThat(problem.path("path").textValue()).isEqualTo("expect.status");
        assertThat(problem.path("message").textValue()).startsWith("expected 200, found 503");
    }

    @Test
    @DisplayName("GIVEN no goldens WHEN test is run THEN it says so and the exit code is 0")
    void call_none() {
        assertThat(test()).isEqualTo(
                new Shell(0, "no goldens in " + folder.home().resolve("routes/tests") + "\n", ""));
    }

    @Test
    @DisplayName("GIVEN other folders by name WHEN test is run THEN those are used")
    void call_folders(@TempDir Path elsewhere) {
        RoutesFolder named = new RoutesFolder(elsewhere).write("routes/tests/a.yaml", PASSES);

        assertThat(test("--routes", named.home().resolve("routes").toString(), "--config",
                named.home().resolve("config").toString()).out()).endsWith("1 golden: all passed\n");
    }

    @Test
    @DisplayName("GIVEN goldens that cannot be used WHEN test is run THEN each problem is one line and the exit code is 2")
    void call_unusable() throws IOException {
        folder.write("routes/tests/a.yaml", "nme: x\nrequest: {}\nexpect: {status: 1}\n");

        Shell shell = test();
        Shell scripted = test("--json");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).hasLineCount(4).contains("a.yaml:1:1 name: is missing", "did you mean 'name'?",
                "a.yaml:3:18 expect.status: '1' is not a whole number from 200 to 599");
        assertThat(scripted.exit()).isEqualTo(2);
        assertThat(json(scripted.out()).path("good").booleanValue()).isFalse();
        assertThat(json(scripted.out()).path("problems")).hasSize(3);
    }

    @Test
    @DisplayName("GIVEN the folders as they are shipped WHEN test is run THEN their goldens pass without anybody's key")
    void call_shipped() {
        Shell shell = test("--routes", "routes", "--config", "config");

        assertThat(shell.out()).contains("ok      a request without a token is refused").contains(": all passed");
        assertThat(shell.exit()).isZero();
    }
}
