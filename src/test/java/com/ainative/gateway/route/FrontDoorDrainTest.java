package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.http.RawConnection;
import com.ainative.gateway.http.RawConnection.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gateway stops: what runs may end, nothing new begins, and it does not take for ever. */
@Timeout(120)
class FrontDoorDrainTest {

    private final FakeProvider provider = FakeProvider.start();
    private final CountDownLatch asked = new CountDownLatch(2);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void stop() {
        mayEnd.countDown();
        provider.close();
    }

    private GatewayHarness gateway(String drain) {
        return GatewayHarness.start("listen: {http: \"127.0.0.1:0\", drain: " + drain + "}\nproviders: {one: "
                + GatewayHarness.openAi(provider)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n");
    }

    private static RawConnection ask(GatewayHarness gateway, String body) throws IOException {
        return RawConnection.to(gateway.url())
                .send("POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer " + gateway.token()
                        + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
    }

    private static Thread closing(GatewayHarness gateway) {
        return Thread.ofVirtual().start(gateway::close);
    }

    private static void awaitRefusal(URI url) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThatThrownBy(() -> {
            try (RawConnection late = RawConnection.to(url)) {
                late.send("GET /health/live HTTP/1.1\r\nhost: gateway\r\n\r\n");
                throw new AssertionError("served: " + late.answer());
            }
        }).isInstanceOf(ConnectException.class));
    }

    @Test
    @DisplayName("GIVEN a call and a stream under way WHEN the gateway stops THEN both end well, idle clients go and new ones are refused")
    void close_underWay() throws Exception {
        provider.always(wire -> {
            boolean stream = wire.request().json().path("stream").booleanValue();
            if (stream) {
                wire.streamHead();
                wire.chunk(OpenAiSamples.piece("one "));
            }
            asked.countDown();
            mayEnd.await();
            if (stream) {
                wire.chunk(OpenAiSamples.piece("two"));
                wire.chunk(OpenAiSamples.finish());
                wire.chunk(OpenAiSamples.done());
                wire.endChunks();
            } else {
                wire.json(200, OpenAiSamples.answer("late"));
            }
        });
        GatewayHarness gateway = gateway("60s");
        URI url = gateway.url();
        try (RawConnection whole = ask(gateway, chat());
                RawConnection stream = ask(gateway, chat("\"stream\":true"));
                RawConnection idle = RawConnection.to(url);
                RawConnection untouched = RawConnection.to(url)) {
            idle.send("GET /health/live HTTP/1.1\r\nhost: gateway\r\n\r\n");
            assertThat(idle.answer().status()).isEqualTo(200);
            asked.await();

            Thread closing = closing(gateway);
            idle.awaitClosed();
            untouched.awaitClosed();
            awaitRefusal(url);
            assertThat(closing.isAlive()).isTrue();
            mayEnd.countDown();

            assertThat(whole.answersUntilClosed()).singleElement()
                    .satisfies(answer -> assertThat(answer.body()).contains("late"));
            assertThat(stream.answersUntilClosed()).singleElement()
                    .satisfies(answer -> assertThat(answer.body()).contains("one ", "two").endsWith("[DONE]\n\n"));
            closing.join();
        }
    }

    @Test
    @DisplayName("GIVEN a stream without end WHEN the gateway stops THEN it is cut after the drain time, and its provider too")
    void close_endless() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        provider.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("one "));
            wire.awaitHangUp();
            hungUp.countDown();
        });
        GatewayHarness gateway = gateway("300ms");
        try (RawConnection stream = ask(gateway, chat("\"stream\":true"))) {
            Answer head = stream.head();
            assertThat(head.status()).isEqualTo(200);

            Thread closing = closing(gateway);

            assertThat(stream.bytesUntilClosed()).isPositive();
            hungUp.await();
            closing.join();
        }
    }
}
