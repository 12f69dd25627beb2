package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every command of {@code routes} says when the admin port does not do as it was asked. */
class AdminFailuresTest {

    private AdminPort port;

    @BeforeEach
    void start() throws IOException {
        port = AdminPort.start();
    }

    @AfterEach
    void stop() {
        port.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "400|1|the gateway refused the request (400): No.",
        "401|4|the admin port does not accept the token: No. Get one from `ainative token --role operator`, or `--role admin` where accounts and keys are meant, and pass it in AINATIVE_TOKEN. If auth.issuer or auth.audience was changed and the change refused, put it back first.",
        "403|4|the token lacks the role this needs (403): No. Pass one that has it in AINATIVE_TOKEN.",
        "404|1|the gateway refused the request (404): No.", "409|1|the gateway is busy: No.", "422|2|No.",
        "500|1|the gateway refused the request (500): No."})
    @DisplayName("GIVEN an admin port that refuses WHEN a command is run THEN one line says why and what to do, and the exit code tells the kind")
    void refused_status(int status, int exit, String line) {
        port.refuses("routes", status, "{\"title\":\"busy\",\"status\":" + status + ",\"detail\":\"No.\"}");

        assertThat(port.routes("list")).isEqualTo(new Shell(exit, "", "ainative: " + line + "\n"));
    }

    @Test
    @DisplayName("GIVEN refused sources WHEN they are told THEN each problem has a line, in the form editors jump to")
    void refused_problems() {
        port.refuses("diff", 422,
                """
                        {"status":422,"detail":"3 problems; nothing was changed.","problems":[
                        {"file":"chat.camel.yaml","line":7,"column":3,"path":"","message":"unknown bean 'admt'; did you mean 'admit'?"},
                        {"file":"config/gateway.yaml","line":2,"column":1,"path":"models.fast","message":"a\\nb\\u001b[31m"},
                        {"file":"lib/x.jar","line":0,"column":0,"path":"","message":"is no jar"}]}""");

        assertThat(port.routes("diff")).isEqualTo(new Shell(2, "", """
                chat.camel.yaml:7:3 unknown bean 'admt'; did you mean 'admit'?
                config/gateway.yaml:2:1 models.fast: a b [31m
                lib/x.jar: is no jar
                ainative: 3 problems; nothing was changed.
                """));
    }

    @Test
    @DisplayName("GIVEN refused sources WHEN --json is given THEN standard output has the gateway's answer, too")
    void refused_problemsAsJson() {
        String answer = "{\"detail\":\"One problem\",\"problems\":[{\"file\":\"f\",\"line\":1,\"column\":2,\"message\":\"bad\"}]}";
        port.refuses("diff", 422, answer);

        assertThat(port.routes("diff", "--json"))
                .isEqualTo(new Shell(2, answer + "\n", "f:1:2 bad\nainative: One problem\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "404|{\"error\":{\"message\":\"Unknown path.\"}}|what answers there is no admin port (404): Unknown path. Is --url right?",
        "404|<html>|what answers there is no admin port (404): <html> Is --url right?",
        "500|[]|the gateway refused the request (500): (it gave no reason)",
        "502|{\"detail\":7}|the gateway refused the request (502): (it gave no reason)"})
    @DisplayName("GIVEN an answer in another shape than the admin port's WHEN a command is run THEN one line makes the best of it")
    void refused_otherShapes(int status, String body, String line) {
        port.refuses("routes", status, body);

        assertThat(port.routes("list")).isEqualTo(new Shell(1, "", "ainative: " + line + "\n"));
    }

    @Test
    @DisplayName("GIVEN something that does not answer JSON WHEN a command is run THEN it says so")
    void answer_notJson() {
        port.on("routes", "<html>");

        Shell shell = port.routes("list");

        assertThat(shell.exit()).isEqualTo(1);
        assertThat(shell.err()).contains("did not answer JSON").hasLineCount(1);
    }

    @Test
    @DisplayName("GIVEN a port nobody listens on WHEN a command is run THEN the exit code is 3, and it is said what must run")
    void unreachable_nothingListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        Shell shell = Shell.run("routes", "list", "--url", "http://127.0.0.1:" + free);

        assertThat(shell.exit()).isEqualTo(3);
        assertThat(shell.err()).startsWith("ainative: cannot reach the admin port at http://127.0.0.1:" + free
                + ": nothing listens there; `ainative serve` must run").contains("listen.admin").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--url", "--admin"})
    @DisplayName("GIVEN address and token as options WHEN a command is run THEN they go before the environment")
    void options_first(String option) {
        port.on("routes", "{\"routes\":[]}");

        Shell shell = Shell.run(
                Map.of("AINATIVE_ADMIN_URL", "http://nowhere.invalid", "AINATIVE_TOKEN", "env", "AINATIVE_URL",
                        "http://elsewhere.invalid"),
                "routes", "list", option, port.server().url().toString(), "--token", "opt");

        assertThat(shell.exit()).isZero();
        assertThat(port.server().seen()).extracting(FakeGateway.Seen::authorization).containsExactly("Bearer opt");
    }

    @Test
    @DisplayName("GIVEN neither options nor environment WHEN a command is run THEN no token is sent")
    void options_noToken() {
        port.on("routes", "{\"routes\":[]}");

        Shell shell = Shell.run("routes", "list", "--url", port.server().url().toString());

        assertThat(shell.exit()).isZero();
        assertThat(port.server().seen()).extracting(FakeGateway.Seen::authorization).containsExactly("null");
    }

    @Test
    @DisplayName("GIVEN an address or a token that is none WHEN a command is run THEN it is a usage error that quotes no token")
    void options_wrong() {
        assertThat(Shell.run("routes", "list", "--url", "127.0.0.1:9090")).isEqualTo(new Shell(2, "",
                "ainative: '127.0.0.1:9090' is no address of a gateway; it looks like http://127.0.0.1:9090; try ainative routes list --help\n"));
        assertThat(Shell.run("routes", "list", "--token", "a b")).isEqualTo(new Shell(2, "",
                "ainative: the token holds characters no token can hold; try ainative routes list --help\n"));
    }
}
