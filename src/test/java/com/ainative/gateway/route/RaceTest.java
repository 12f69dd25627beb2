package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RaceTest {

    private FakeProvider first;
    private FakeProvider second;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        first = FakeProvider.start();
        second = FakeProvider.start();
        gateway = GatewayHarness.inFrontOf("race", first, second);
    }

    @AfterEach
    void stop() {
        gateway.close();
        first.close();
        second.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"stream\":true", "\"stream\":false"})
    @DisplayName("GIVEN a silent first and an answering second WHEN raced THEN the second wins and the first is hung up on")
    void race_fastestWins(String stream) {
        CountDownLatch firstAsked = new CountDownLatch(1);
        first.always(wire -> {
            firstAsked.countDown();
            wire.awaitHangUp();
        });
        second.always(wire -> {
            firstAsked.await();
            OpenAiSamples.says("won").write(wire);
        });

        HttpResponse<String> answer = gateway.post(chat(stream));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-gateway-provider")).contains("two");
        assertThat(answer.body()).contains("won");
        assertThat(first.received()).hasSize(1);
        await().until(() -> first.openCalls() == 0);
    }

    @Test
    @DisplayName("GIVEN a first that begins without content and a second with content WHEN raced THEN content decides")
    void race_contentDecides() {
        CountDownLatch firstBegan = new CountDownLatch(1);
        first.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.role());
            firstBegan.countDown();
            wire.awaitHangUp();
        });
        second.always(wire -> {
            firstBegan.await();
            OpenAiSamples.says("content").write(wire);
        });

        HttpResponse<String> answer = gateway.post(chat("\"stream\":true"));

        assertThat(answer.headers().firstValue("x-gateway-provider")).contains("two");
        await().until(() -> first.openCalls() == 0);
    }

    @Test
    @DisplayName("GIVEN a fast refusal and a slower answer WHEN raced THEN the answer wins")
    void race_refusalDoesNotWin() {
        CountDownLatch refused = new CountDownLatch(1);
        first.always(wire -> {
            OpenAiSamples.fails(400, "no").write(wire);
            refused.countDown();
        });
        second.always(wire -> {
            refused.await();
            OpenAiSamples.says("slower").write(wire);
        });

        assertThat(gateway.post(chat()).body()).contains("slower");
    }

    @Test
    @DisplayName("GIVEN a refusal and a sick provider WHEN raced THEN the refusal is told, for it names what is wrong")
    void race_refusalOverSickness() {
        first.always(OpenAiSamples.fails(400, "bad temperature"));
        second.always(OpenAiSamples.fails(500, "down"));

        HttpResponse<String> answer = gateway.post(chat());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("bad temperature");
    }

    @Test
    @DisplayName("GIVEN only sick providers WHEN raced THEN one failure is told")
    void race_allSick() {
        first.always(OpenAiSamples.fails(500, "down"));
        second.always(OpenAiSamples.fails(500, "down"));

        assertThat(gateway.post(chat()).statusCode()).isEqualTo(502);
    }

    @Test
    @DisplayName("GIVEN two that answer at once, a hundred times WHEN raced THEN each caller gets one whole answer, nothing stays open")
    void race_photoFinish() {
        first.always(OpenAiSamples.says("same words"));
        second.always(OpenAiSamples.says("same words"));

        for (int i = 0; i < 100; i++) {
            HttpResponse<String> answer = gateway.post(chat("\"stream\":true"));
            assertThat(answer.body()).contains("same ").contains("words").endsWith("data: [DONE]\n\n");
        }
        await().until(() -> first.openCalls() == 0 && second.openCalls() == 0);
    }
}
