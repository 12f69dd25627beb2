package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakerTest {

    private static final String BREAKER = "breaker: {failures: 50, window: 4, minimum: 4, open: 300ms, probes: 3}";

    private FakeProvider provider;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        provider = FakeProvider.start();
        gateway = GatewayHarness.inFrontOf(provider, BREAKER);
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    private void post(int times) {
        for (int i = 0; i < times; i++) {
            gateway.post(chat());
        }
    }

    @Test
    @DisplayName("GIVEN a sick provider WHEN it has failed often enough THEN its breaker opens and it is left alone")
    void breaker_opens() {
        provider.always(OpenAiSamples.fails(500, "down"));
        post(4);

        HttpResponse<String> refused = gateway.post(chat());

        assertThat(provider.received()).hasSize(4);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("circuit breaker is open").contains("overloaded");
    }

    @Test
    @DisplayName("GIVEN an open breaker and a well provider WHEN it has waited THEN at most three probes pass at once and it closes")
    void breaker_probesAndCloses() {
        provider.always(OpenAiSamples.fails(500, "down"));
        post(4);
        CountDownLatch probing = new CountDownLatch(1);
        provider.always(wire -> {
            probing.await();
            OpenAiSamples.says("well").write(wire);
        });

        // The first that is let through finds the breaker half-open; it and its like are held at the provider.
        List<CompletableFuture<HttpResponse<String>>> first = new ArrayList<>();
        await().until(() -> {
            first.add(CompletableFuture.supplyAsync(() -> gateway.post(chat()), Thread::startVirtualThread));
            return provider.received().size() > 4;
        });
        List<CompletableFuture<HttpResponse<String>>> herd = Stream
                .generate(() -> CompletableFuture.supplyAsync(() -> gateway.post(chat()), Thread::startVirtualThread))
                .limit(20).toList();
        await().until(() -> herd.stream().filter(CompletableFuture::isDone).count() >= 17);
        assertThat(provider.received().size() - 4).isEqualTo(3);
        probing.countDown();

        assertThat(Stream.concat(first.stream(), herd.stream()).map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() == 200)).hasSize(3);
        post(5);
        assertThat(provider.received()).hasSize(4 + 3 + 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 422, 401, 403, 408, 409})
    @DisplayName("GIVEN a provider that refuses WHEN it does so again and again THEN its breaker stays closed")
    void breaker_refusalsDoNotCount(int status) {
        provider.always(OpenAiSamples.fails(status, "no"));
        post(12);

        assertThat(provider.received()).hasSize(12);
    }

    @Test
    @DisplayName("GIVEN a limit between failures WHEN a provider fails THEN the limit neither counts nor resets what was counted")
    void breaker_limitIsNeutral() {
        provider.then(OpenAiSamples.fails(500, "down")).then(OpenAiSamples.fails(500, "down"))
                .then(OpenAiSamples.fails(500, "down"))
                .then(OpenAiSamples.fails(429, "limit", "retry-after: 0"))
                .then(OpenAiSamples.fails(429, "limit", "retry-after: 0"))
                .then(OpenAiSamples.fails(500, "down")).always(OpenAiSamples.says("never asked"));
        post(6);

        assertThat(gateway.post(chat()).statusCode()).isEqualTo(503);
        assertThat(provider.received()).hasSize(6);
    }

    @Test
    @DisplayName("GIVEN an exception the breaker ignores WHEN it is thrown THEN the caller gets that failure, never its own request back")
    void breaker_ignoredExceptionIsAFailure() {
        provider.always(OpenAiSamples.fails(409, "conflict"));

        HttpResponse<String> answer = gateway.post(chat());

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("conflict").doesNotContain("\"messages\"");
    }

    @Test
    @DisplayName("GIVEN streams that break after their first content WHEN often enough THEN the breaker opens")
    void breaker_brokenStreamsCount() {
        provider.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("Hel"));
            wire.reset();
        });
        for (int i = 0; i < 4; i++) {
            gateway.post(chat("\"stream\":true"));
        }

        assertThat(gateway.post(chat()).body()).contains("circuit breaker is open");
    }

    @Test
    @DisplayName("GIVEN callers who leave WHEN they do so again and again THEN the provider's breaker does not hold it against it")
    void breaker_leavingCallersDoNotCount() throws Exception {
        provider.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("Hel"));
            wire.awaitHangUp();
        });
        for (int i = 0; i < 8; i++) {
            gateway.open(chat("\"stream\":true")).body().close();
        }
        await().until(() -> provider.openCalls() == 0);
        provider.always(OpenAiSamples.says("still here"));

        assertThat(gateway.post(chat()).body()).contains("still here");
    }

    @Test
    @DisplayName("GIVEN a half-open breaker WHEN its probes' callers leave THEN their permits come back and others may probe")
    void breaker_leavingProbesGivePermitsBack() {
        provider.always(OpenAiSamples.fails(500, "down"));
        post(4);
        provider.always(wire -> wire.awaitHangUp());
        for (int probes = 5; probes <= 10; probes++) {
            int expected = probes;
            List<Thread> callers = new ArrayList<>();
            await().until(() -> {
                callers.add(Thread.startVirtualThread(() -> {
                    try {
                        gateway.post(chat());
                    } catch (RuntimeException e) {
                        // it left
                    }
                }));
                return provider.received().size() >= expected;
            });
            callers.forEach(Thread::interrupt);
            await().until(() -> provider.openCalls() == 0);
        }
        provider.always(OpenAiSamples.says("well again"));

        await().until(() -> gateway.post(chat()).body().contains("well again"));
    }

    @Test
    @DisplayName("GIVEN a limit that is told in the middle of a stream WHEN again and again THEN the breaker stays closed")
    void breaker_limitWithinAStream() {
        provider.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("Hel"));
            wire.chunk("data: {\"error\":{\"message\":\"slow down\",\"code\":429}}\n\n");
            wire.awaitHangUp();
        });
        for (int i = 0; i < 8; i++) {
            gateway.post(chat("\"stream\":true"));
        }

        assertThat(provider.received()).hasSize(8);
    }
}
