package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {

    private static final Path ROUTES = Path.of("routes").toAbsolutePath();

    private final Path home;

    ServeTest(@TempDir Path home) throws IOException {
        this.home = home;
        configure(0);
    }

    private void configure(int port) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/gateway.yaml"), """
                listen: {http: "127.0.0.1:%d", admin: "127.0.0.1:0"}
                providers: {p: {dialect: openai, base-url: "https://api.example/v1", api-key: none}}
                models: {m: {providers: [{provider: p, model: x}]}}
                """.formatted(port));
    }

    private Shell serve(Surroundings.Stay stay) {
        return Shell.run(new Surroundings(Map.of(), home, InstantSource.system(), Duration.ZERO, stay), "serve",
                "--routes", ROUTES.toString());
    }

    private static int status(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    @DisplayName("GIVEN a good configuration WHEN serve is run THEN it stays with a gateway that answers, and says where")
    void call_serves() {
        AtomicBoolean stayed = new AtomicBoolean();

        Shell shell = serve(gateway -> {
            stayed.set(true);
            gateway.close();
        });

        assertThat(shell.exit()).isZero();
        assertThat(shell.out()).matches("ainative serves on http://127\\.0\\.0\\.1:\\d+; Ctrl-C stops it\n");
        assertThat(stayed).isTrue();
        assertThat(home.resolve("data")).isNotEmptyDirectory();
    }

    @Test
    @DisplayName("GIVEN a configuration that does not hold together WHEN serve is run THEN problems are listed, exit code 2")
    void call_badConfiguration() throws IOException {
        Files.writeString(home.resolve("config/gateway.yaml"), """
                lisen: {}
                providers: {p: {dialect: openai, base-url: "https://api.example/v1"}}
                models: {m: {providers: [{provider: q, model: x}]}}
                """);

        Shell shell = serve(AutoCloseable::close);

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains("lisen", "models.m.providers[0].provider")
                .endsWith("ainative: the configuration cannot be used\n");
        assertThat(shell.err().lines()).noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    @DisplayName("GIVEN no configuration WHEN serve is run THEN the missing file is named, exit code 2")
    void call_noConfiguration() throws IOException {
        Files.delete(home.resolve("config/gateway.yaml"));

        Shell shell = serve(AutoCloseable::close);

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains(home.resolve("config/gateway.yaml").toString());
    }

    @Test
    @DisplayName("GIVEN an address that is taken WHEN serve is run THEN one line says so, exit code 1")
    void call_addressTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            configure(taken.getLocalPort());

            Shell shell = serve(AutoCloseable::close);

            assertThat(shell.exit()).isEqualTo(1);
            assertThat(shell.err()).startsWith("ainative: ").contains(":" + taken.getLocalPort()).hasLineCount(1);
        }
    }

    @Test
    @DisplayName("GIVEN a process that serves WHEN it gets SIGTERM THEN it has answered until then, and ends with the signal's code")
    void main_sigterm() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                "-Dainative.home=" + home, "com.ainative.gateway.Gateway", "serve", "--routes", ROUTES.toString()));
        Process process = new ProcessBuilder(command).redirectError(home.resolve("err").toFile()).start();
        try (BufferedReader out = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String said = out.lines().filter(line -> line.startsWith("ainative serves on ")).findFirst().orElseThrow();

            int status = status(said.split("[ ;]", -1)[3] + "/health/live");
            process.destroy();

            assertThat(status).isEqualTo(200);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(Files.readString(home.resolve("err"))).doesNotContain("did not stop cleanly", "\tat ");
        } finally {
            process.destroyForcibly();
        }
    }
}
