package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GatewayClientTest {

    @Test
    @DisplayName("GIVEN a gateway that takes the request and stays silent WHEN patience ends THEN it is unreachable")
    void ask_silence() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                GatewayClient client = client(silent.getLocalPort(), Duration.ofMillis(100))) {
            CommandFailure failure = catchThrowableOfType(CommandFailure.class, () -> client.ask("m", "hello"));

            assertThat(failure.exit()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(failure).hasMessageContaining("does not answer in time");
        }
    }

    @Test
    @DisplayName("GIVEN a waiting command WHEN its thread is interrupted THEN it ends and stays interrupted")
    void ask_interrupted() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                GatewayClient client = client(silent.getLocalPort(), Duration.ofMinutes(1))) {
            Thread.currentThread().interrupt();

            CommandFailure failure = catchThrowableOfType(CommandFailure.class, () -> client.ask("m", "hello"));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.exit()).isEqualTo(ExitCode.UNREACHABLE);
        }
    }

    @Test
    @DisplayName("GIVEN a whole answer that is cut WHEN it is read THEN the gateway is unreachable")
    void ask_cut() throws IOException {
        try (FakeGateway gateway = FakeGateway.start().on("/v1/chat/completions", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        }); GatewayClient client = new GatewayClient(gateway.url(), null, Duration.ofMinutes(1))) {
            CommandFailure failure = catchThrowableOfType(CommandFailure.class, () -> client.ask("m", "hello"));

            assertThat(failure.exit()).isEqualTo(ExitCode.UNREACHABLE);
        }
    }

    @Test
    @DisplayName("GIVEN an answer WHEN it names its provider THEN the name is handed on, else it is unknown")
    void ask_provider() throws IOException {
        try (FakeGateway gateway = FakeGateway.start().on("/v1/chat/completions", 200, "{}", "x-gateway-provider",
                "openai").on("/v1/models", 200, "{\"data\":[{\"id\":\"m\"}]}");
                GatewayClient client = new GatewayClient(gateway.url(), null, Duration.ofMinutes(1))) {
            assertThat(client.ask("m", "hello").provider()).isEqualTo("openai");
            assertThat(client.stream("m", "hello").provider()).isEqualTo("openai");
            assertThat(client.firstModel()).isEqualTo("m");
        }
    }

    private static GatewayClient client(int port, Duration patience) {
        return new GatewayClient(URI.create("http://127.0.0.1:" + port), "t", patience);
    }
}
