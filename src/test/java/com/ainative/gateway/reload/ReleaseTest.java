package com.ainative.gateway.reload;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.Answer;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A generation that has been replaced leaves the memory. */
@Timeout(60)
class ReleaseTest {

    private static final String EXTRA = """
            - route:
                id: extra
                from:
                  uri: platform-http:/v1/extra
                  steps:
                    - setBody: { constant: "extra" }
            """;

    private FakeProvider provider;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        provider = FakeProvider.start().always(OpenAiSamples.says(Answer.text("hello")));
        gateway = GatewayHarness.start("providers: {one: " + GatewayHarness.openAi(provider)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\nreload: {watch: 0s}\n");
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    @DisplayName("GIVEN a generation that has answered WHEN it is replaced and has drained THEN nothing holds its context")
    void retire_released() {
        assertThat(gateway.post(chat()).statusCode()).isEqualTo(200);
        assertThat(gateway.post("{").statusCode()).isEqualTo(400);
        assertThat(gateway.get("/v1/nothing").statusCode()).isEqualTo(404);
        WeakReference<CamelContext> old = Released.serving(gateway);
        gateway.writeRoute("extra.camel.yaml", EXTRA);

        gateway.reload();

        Released.awaitGone(old);
    }

    @Test
    @DisplayName("GIVEN an open stream WHEN its generation is replaced THEN nothing holds the context, and the stream ends well")
    void retire_streamStillOpen() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        provider.then(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("first"));
            go.await();
            wire.chunk(OpenAiSamples.piece("second") + OpenAiSamples.finish() + OpenAiSamples.done());
            wire.endChunks();
        });
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(gateway.open(chat("\"stream\":true")).body(), StandardCharsets.UTF_8));
        String first = reader.readLine();
        WeakReference<CamelContext> old = Released.serving(gateway);
        gateway.writeRoute("extra.camel.yaml", EXTRA);

        gateway.reload();

        Released.awaitGone(old);
        go.countDown();
        assertThat(first).startsWith("data: ");
        assertThat(reader.lines().toList()).anyMatch(line -> line.contains("second")).contains("data: [DONE]");
    }
}
