package com.ainative.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.demo.Behaviour.Answers;
import com.ainative.gateway.demo.Behaviour.BreaksOff;
import com.ainative.gateway.demo.Behaviour.KeepsSilent;
import com.ainative.gateway.demo.Behaviour.Refuses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedProviderTest {

    private static final String PLAIN = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String STREAM = "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    private SimulatedProvider provider;
    private URI url;

    @BeforeEach
    void start() throws IOException {
        provider = SimulatedProvider.openAi(new Answers(Duration.ZERO), () -> Instant.EPOCH);
        url = provider.url().resolve("/v1/chat/completions");
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private HttpResponse<String> ask(String body) throws IOException, InterruptedException {
        return RawClient.post(url, body, "authorization", "Bearer k");
    }

    @ParameterizedTest
    @CsvSource({"500,server_error", "503,server_error", "429,requests", "404,invalid_request_error"})
    @DisplayName("GIVEN a provider told to refuse WHEN it is asked THEN it does, and a limit says how long to wait")
    void behave_refuses(int status, String type) throws Exception {
        provider.behave(new Refuses(status));

        HttpResponse<String> response = ask(STREAM);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(RawClient.json(response).at("/error/type").textValue()).isEqualTo(type);
        assertThat(response.headers().firstValue("retry-after").isPresent()).isEqualTo(status == 429);
    }

    @Test
    @DisplayName("GIVEN a provider that refuses WHEN it is told to answer again THEN it does")
    void behave_recovers() throws Exception {
        provider.behave(new Refuses(503));
        assertThat(ask(PLAIN).statusCode()).isEqualTo(503);

        provider.behave(new Answers(Duration.ofNanos(1)));

        assertThat(ask(PLAIN).statusCode()).isEqualTo(200);
        assertThat(RawClient.json(ask(PLAIN)).path("id").textValue()).isEqualTo("chatcmpl-simulated-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, STREAM})
    @DisplayName("GIVEN a provider told to break off WHEN it is asked THEN the connection ends before the answer does")
    void behave_breaksOff(String body) {
        provider.behave(new BreaksOff(Duration.ZERO, 3));

        assertThatThrownBy(() -> ask(body)).isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
    }

    @Test
    @DisplayName("GIVEN a stream told to break off after three words WHEN it does THEN just those words have come")
    void behave_breaksOffAfterWords() throws Exception {
        provider.behave(new BreaksOff(Duration.ZERO, 3));
        StringBuilder seen = new StringBuilder();

        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer k\r\n"
                            + "content-length: " + STREAM.length() + "\r\n\r\n" + STREAM)
                            .getBytes(StandardCharsets.UTF_8));
            BufferedReader lines = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            lines.lines().forEach(line -> seen.append(line).append('\n'));
        }

        assertThat(seen.toString()).contains("\"content\":\"You\"", "\"content\":\" said\"", "hello")
                .doesNotContain("\" I\"", "[DONE]", "\n0\n");
    }

    @Test
    @DisplayName("GIVEN a provider told to keep silent WHEN it is asked THEN nothing comes, not even a status")
    void behave_keepsSilent() {
        provider.behave(new KeepsSilent());

        assertThatThrownBy(() -> RawClient.post(url, PLAIN, Duration.ofMillis(100), "authorization", "Bearer k"))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, STREAM})
    @DisplayName("GIVEN a slow provider WHEN it is closed THEN the call ends at once, without an answer")
    void close_endsCalls(String body) throws Exception {
        provider.behave(new Answers(Duration.ofDays(1)));
        Thread closing = Thread.startVirtualThread(() -> {
            while (provider.calls() == 0) {
                Thread.onSpinWait();
            }
            provider.close();
        });

        assertThatThrownBy(() -> ask(body)).isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
        closing.join();
    }
}
