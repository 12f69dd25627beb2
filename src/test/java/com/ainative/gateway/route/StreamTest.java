package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.http.RawConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTest {

    private FakeProvider provider;
    private FakeProvider other;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        provider = FakeProvider.start();
        other = FakeProvider.start().always(OpenAiSamples.says("from the other"));
        gateway = GatewayHarness.inFrontOf("order", provider, other,
                "timeouts: {connect: 1s, first-byte: 500ms, idle: 500ms, total: 20s}");
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
        other.close();
    }

    @Test
    @DisplayName("GIVEN a provider that sends an event only when the last one was seen WHEN streamed THEN all events pass, in lockstep")
    void stream_lockstep() throws Exception {
        Semaphore seen = new Semaphore(0);
        provider.always(wire -> {
            wire.streamHead();
            for (int i = 0; i < 50; i++) {
                wire.chunk(OpenAiSamples.piece("w" + i));
                seen.acquire();
            }
            wire.chunk(OpenAiSamples.finish() + OpenAiSamples.done());
            wire.endChunks();
        });
        HttpResponse<InputStream> answer = gateway.open(chat("\"stream\":true"));

        int events = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("\"content\"")) {
                    assertThat(line).contains("\"w" + events++ + "\"");
                    seen.release();
                }
            }
        }
        assertThat(events).isEqualTo(50);
    }

    @Test
    @DisplayName("GIVEN events that arrive together WHEN streamed THEN they leave together, the last with the end")
    void stream_together() throws IOException {
        Semaphore seen = new Semaphore(0);
        provider.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("first"));
            seen.acquire();
            wire.chunk(OpenAiSamples.piece("a") + OpenAiSamples.piece("b") + OpenAiSamples.finish()
                    + OpenAiSamples.done());
            wire.endChunks();
        });
        String body = chat("\"stream\":true");
        try (RawConnection client = RawConnection.to(gateway.url())) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer "
                    + gateway.token() + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length()
                    + "\r\n\r\n" + body);
            assertThat(client.head().status()).isEqualTo(200);
            assertThat(text(client.chunk())).contains("\"first\"");
            seen.release();

            assertThat(text(client.chunk())).contains("\"a\"", "\"b\"", "\"stop\"", "data: [DONE]");
            assertThat(client.chunk()).isEmpty();
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("GIVEN a stream that is cut after content WHEN read THEN an error event ends it, without finish, [DONE] or a second try")
    void stream_cut() {
        provider.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("Hel"));
            wire.reset();
        });
        assertBroken(gateway.post(chat("\"stream\":true")).body(), "upstream_error");
    }

    @Test
    @DisplayName("GIVEN a stream that ends without saying so WHEN read THEN it is no clean end")
    void stream_truncated() {
        provider.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("Hel"));
            wire.endChunks();
        });
        assertBroken(gateway.post(chat("\"stream\":true")).body(), "upstream_error");
    }

    @Test
    @DisplayName("GIVEN a stream that falls silent WHEN the idle time is over THEN an error event says so and the provider is hung up on")
    void stream_silent() {
        provider.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("Hel"));
            wire.awaitHangUp();
        });
        assertBroken(gateway.post(chat("\"stream\":true")).body(), "timeout");
        await().until(() -> provider.openCalls() == 0);
    }

    @Test
    @DisplayName("GIVEN an error event after content WHEN read THEN it is passed on in OpenAI's shape")
    void stream_errorEvent() {
        provider.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("Hel"));
            wire.chunk("data: {\"error\":{\"message\":\"it broke\",\"code\":502}}\n\n");
            wire.awaitHangUp();
        });
        String body = gateway.post(chat("\"stream\":true")).body();
        assertBroken(body, "upstream_error");
        assertThat(body).contains("it broke");
    }

    private void assertBroken(String body, String code) {
        assertThat(body).contains("\"Hel\"").contains("data: {\"error\":{").contains("\"code\":\"" + code + "\"")
                .doesNotContain("[DONE]").doesNotContain("\"finish_reason\":\"stop\"");
        assertThat(other.received()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN comments and pings WHEN streamed THEN they pass as comments")
    void stream_comments() {
        provider.always(wire -> {
            wire.streamHead();
            wire.chunk(": OPENROUTER PROCESSING\n\n" + OpenAiSamples.piece("a") + ": still here\n\n"
                    + OpenAiSamples.finish() + OpenAiSamples.done());
            wire.endChunks();
        });
        assertThat(gateway.post(chat("\"stream\":true")).body()).contains(": ping\n\n").doesNotContain("PROCESSING");
    }

    @Test
    @DisplayName("GIVEN a finished stream WHEN the next request comes THEN the connection to the provider is used again")
    void stream_connectionReused() {
        provider.always(OpenAiSamples.says("one two"));
        for (int i = 0; i < 5; i++) {
            assertThat(gateway.post(chat("\"stream\":true")).body()).endsWith("data: [DONE]\n\n");
            await().until(() -> provider.openCalls() == 0);
        }
        assertThat(provider.connections()).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN 100 callers who leave, half of them while waiting WHEN they are gone THEN every call to the provider is closed")
    void stream_callersLeave() throws Exception {
        provider.always(wire -> {
            if (provider.received().size() % 2 == 0) {
                wire.streamHead();
                wire.chunk(OpenAiSamples.piece("Hel"));
            }
            wire.awaitHangUp();
        });
        other.always(wire -> wire.awaitHangUp());
        for (int i = 0; i < 100; i++) {
            Thread caller = Thread.startVirtualThread(() -> {
                try (var body = gateway.open(chat("\"stream\":true")).body()) {
                    body.read();
                } catch (IOException | RuntimeException e) {
                    // interrupted while it waited, which is how it leaves
                }
            });
            int expected = i + 1;
            await().until(() -> provider.received().size() >= expected);
            caller.interrupt();
        }
        await().until(() -> provider.openCalls() == 0 && other.openCalls() == 0);
    }

    @Test
    @DisplayName("GIVEN an operator's step that fails behind the answer WHEN streamed THEN the provider is hung up on at once")
    void stream_notWanted(@TempDir Path routes) throws Exception {
        for (Path file : RouteSteps.files(GatewayHarness.SHIPPED_ROUTES)) {
            Files.writeString(routes.resolve(file.getFileName()), Files.readString(file).replace(
                    "                - process: { ref: writeAnswer }",
                    "                - throwException: { exceptionType: java.lang.IllegalStateException, message: policy }\n"
                            + "                - process: { ref: writeAnswer }"));
        }
        provider.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("Hel"));
            wire.awaitHangUp();
        });
        try (GatewayHarness strict = GatewayHarness.start("providers: {one: " + GatewayHarness.openAi(provider)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n", routes)) {
            assertThat(strict.post(chat("\"stream\":true")).statusCode()).isEqualTo(500);
            await().until(() -> provider.openCalls() == 0);
        }
    }
}
