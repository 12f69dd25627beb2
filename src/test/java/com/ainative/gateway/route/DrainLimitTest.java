package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What takes longer than old routes are kept. */
@Timeout(60)
class DrainLimitTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private FakeProvider provider;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        provider = FakeProvider.start();
        gateway = GatewayHarness.start("providers: {one: " + GatewayHarness.openAi(provider)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\nreload: {watch: 0s, drain: 100ms}\n");
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
        threads.shutdownNow();
    }

    private void change() {
        gateway.writeRoute("extra.camel.yaml", """
                - route:
                    id: extra
                    from:
                      uri: platform-http:/v1/extra
                      steps:
                        - setBody: { constant: "x" }
                """);
        gateway.reload();
    }

    @Test
    @DisplayName("GIVEN a request whose provider keeps silent WHEN its routes were kept to the limit THEN it is told so, and its provider is hung up on")
    void retire_plainAtTheLimit() {
        provider.then(Wire::awaitHangUp);
        CompletableFuture<HttpResponse<String>> asked = CompletableFuture.supplyAsync(() -> gateway.post(chat()),
                threads);
        await().until(() -> provider.openCalls() == 1);

        change();

        HttpResponse<String> answer = asked.join();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("error").path("message").asText()).contains("routes have changed", "ask again");
        await().until(() -> provider.openCalls() == 0);
    }

    @Test
    @DisplayName("GIVEN a stream that goes on and on WHEN it was kept to the limit THEN it ends in an error event, and its provider is hung up on")
    void retire_streamAtTheLimit() throws IOException {
        provider.then(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("first"));
            wire.awaitHangUp();
        });
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(gateway.open(chat("\"stream\":true")).body(), StandardCharsets.UTF_8))) {
            assertThat(reader.readLine()).contains("first");

            change();

            List<String> rest = reader.lines().toList();
            assertThat(rest).anyMatch(line -> line.contains("routes have changed"));
            assertThat(rest).doesNotContain("data: [DONE]");
        }
        await().until(() -> provider.openCalls() == 0);
    }
}
