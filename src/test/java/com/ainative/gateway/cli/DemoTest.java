package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import com.ainative.gateway.Gateway;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("quiets the log of all")
class DemoTest {

    private static final Pattern CURL = Pattern.compile(
            "(?s)curl -sN (http://127\\.0\\.0\\.1:\\d+)/v1/chat/completions .*authorization: Bearer ([\\w.-]+)'.*\"model\":\"demo\"");

    @Test
    @DisplayName("GIVEN --once WHEN demo is run THEN each step shows who answered, the second takes over, and it ends with 0")
    void call_once() {
        Object level = ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).getLevel();

        Shell shell = Shell.run("demo", "--once");

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(shell.out()).containsSubsequence("1. Two simulated providers", "2. The gateway is up at http://",
                "openai-simulated> You said \"Hello, gateway\".", "openai-simulated> You said \"Tell me as it comes\".",
                "5. Now openai-simulated fails", "anthropic-simulated> You said \"Is anybody there?\".",
                "openai-simulated failed once, anthropic-simulated took over", "6. Your turn:", "curl -sN http://")
                .doesNotContain("Ctrl-C");
        assertThat(((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).getLevel()).isEqualTo(level);
    }

    @Test
    @DisplayName("GIVEN no --once WHEN demo has shown all THEN it stays up, and the call it printed works")
    void call_stays() {
        StringWriter out = new StringWriter();
        AtomicReference<String> answered = new AtomicReference<>();
        Surroundings around = new Surroundings(Map.of(), Path.of(""), InstantSource.system(), Duration.ZERO, stage -> {
            MatchResult printed = CURL.matcher(out.toString()).results().findFirst().orElseThrow();
            try (GatewayClient client = new GatewayClient(URI.create(printed.group(1)), printed.group(2),
                    Duration.ofMinutes(1))) {
                answered.set(client.stream("demo", "Hello").provider());
            }
            stage.close();
        });

        int exit = Gateway.commandLine(around).setOut(new PrintWriter(out)).execute("demo");

        assertThat(exit).isZero();
        assertThat(answered).hasValue("openai-simulated");
        assertThat(out.toString()).endsWith("The gateway stays up; Ctrl-C ends it.\n");
    }

    @Test
    @DisplayName("GIVEN a port that is taken WHEN demo is run THEN one line says so, exit code 1")
    void call_portTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Shell shell = Shell.run("demo", "--once", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(shell.exit()).isEqualTo(1);
            assertThat(shell.out()).isEmpty();
            assertThat(shell.err()).startsWith("ainative: ").contains(":" + taken.getLocalPort()).hasLineCount(1);
        }
    }

    @Test
    @DisplayName("GIVEN a port that is none WHEN demo is run THEN it is a usage error")
    void call_badPort() {
        assertThat(Shell.run("demo", "--port", "65536")).isEqualTo(new Shell(2, "",
                "ainative: --port 65536 is not between 0 and 65535; try ainative demo --help\n"));
        assertThat(Shell.run("demo", "--port", "http").exit()).isEqualTo(2);
    }
}
