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

class RoutesValidateTest {

    private final RoutesFolder folder;

    RoutesValidateTest(@TempDir Path home) {
        folder = new RoutesFolder(home);
    }

    private Shell validate(String... args) {
        return folder.run(RoutesValidate::new, args);
    }

    @Test
    @DisplayName("GIVEN routes that can be used WHEN validate is run THEN they are counted, and no data folder is made")
    void call_good() {
        folder.write("routes/tests/a.yaml", "name: fails\nrequest: {}\nexpect: {status: 200}\n");

        assertThat(validate()).isEqualTo(new Shell(0, "5 routes, 1 golden: good\n", ""));
        assertThat(validate("--json"))
                .isEqualTo(new Shell(0, "{\"good\":true,\"routes\":5,\"goldens\":1}\n", ""));
        assertThat(Files.exists(folder.home().resolve("data"))).isFalse();
    }

    @Test
    @DisplayName("GIVEN another folder by name WHEN validate is run THEN that is looked at")
    void call_folder(@TempDir Path elsewhere) {
        RoutesFolder named = new RoutesFolder(elsewhere).write("routes/more.camel.yaml",
                "- route: {id: more, from: {uri: \"direct:more\", steps: [{log: {message: x}}]}}\n");

        assertThat(validate(named.home().resolve("routes").toString(), "--config",
                named.home().resolve("config").toString()).out()).isEqualTo("6 routes, 0 goldens: good\n");
    }

    @Test
    @DisplayName("GIVEN routes that do not start WHEN validate is run THEN the reason is told and the exit code is 2")
    void call_badRoutes() throws IOException {
        folder.write("routes/bad.camel.yaml", "- from: {uri: \"nosuch:x\", steps: [{log: {message: x}}]}\n");

        Shell shell = validate();
        JsonNode scripted = Json.read(validate("--json").out().getBytes(StandardCharsets.UTF_8));

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains("nosuch").hasLineCount(2);
        assertThat(scripted.path("good").booleanValue()).isFalse();
        assertThat(scripted.path("problems")).hasSize(1);
        assertThat(scripted.at("/problems/0/message").textValue()).contains("nosuch");
    }

    @Test
    @DisplayName("GIVEN a folder that is not there, or a configuration with mistakes WHEN validate is run THEN all is told")
    void call_badFolders() {
        assertThat(validate("nowhere").err()).contains("nowhere", "does not exist");

        folder.write("config/gateway.yaml", "providers: {}\nmodles: {}\n");
        Shell shell = validate();
        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("did you mean 'models'?", "providers: holds no provider",
                "models: is missing");
    }
}
