package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.FakeProvider.Reply;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.http.RawConnection;
import com.ainative.gateway.http.RawConnection.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A client that reads slowly or not at all: the provider waits with it, and the gateway holds little. */
class EdgeSlowReaderTest {

    private static final int SMALL_BUFFER = 16 * 1024;
    private static final int PIECES = 2_560;
    private static final String FILLING = "x".repeat(8 * 1024);
    private static final long GATEWAY_MAY_HOLD = 256 * 1024;
    private static final long TOTAL = (long) PIECES * FILLING.length();

    private final AtomicLong written = new AtomicLong();
    private final AtomicLong lastSeen = new AtomicLong();
    private FakeProvider provider;
    @SuppressWarnings("NullAway.Init") // each test starts one
    private GatewayHarness gateway;

    /** Twenty megabytes, more than the kernel takes, in numbered pieces. */
    private final Reply twentyMegabytes = wire -> {
        wire.streamHead();
        for (int i = 0; i < PIECES; i++) {
            String piece = OpenAiSamples.piece("<" + i + ">" + FILLING);
            wire.chunk(piece);
            written.addAndGet(piece.length());
        }
        wire.chunk(OpenAiSamples.finish());
        wire.chunk(OpenAiSamples.done());
        wire.endChunks();
    };

    @BeforeEach
    void startProvider() {
        provider = FakeProvider.start().always(twentyMegabytes);
    }

    private void startGateway(String writeTimeout) {
        gateway = GatewayHarness.start("listen: {http: \"127.0.0.1:0\", write-timeout: " + writeTimeout
                + "}\nproviders: {one: " + GatewayHarness.openAi(provider)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n");
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    private RawConnection ask(String body) throws IOException {
        return RawConnection.to(gateway.url(), SMALL_BUFFER)
                .send("POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer " + gateway.token()
                        + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
    }

    private void awaitStall() {
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(300)).until(() -> {
            long now = written.get();
            return now > 0 && now == lastSeen.getAndSet(now);
        });
    }

    @Test
    @DisplayName("GIVEN a client that does not read WHEN a long stream comes THEN the provider stalls, and all arrives when it reads on")
    void stream_slowReader() throws IOException {
        startGateway("60s");
        try (RawConnection client = ask(chat("\"stream\":true"))) {
            awaitStall();
            assertThat(written.get()).isLessThan(TOTAL);
            if (EdgeKernelQueues.areTold()) {
                long held = written.get() - EdgeKernelQueues.bytes(gateway.url(), URI.create(provider.url()));
                assertThat(held).isLessThan(GATEWAY_MAY_HOLD);
            }

            Answer answer = client.answer();

            List<Integer> numbers = answer.body().lines().filter(line -> line.contains("\"content\":\"<"))
                    .map(line -> line.replaceAll(".*\"<(\\d+)>x{8192}\".*", "$1")).map(Integer::valueOf).toList();
            assertThat(numbers).isEqualTo(IntStream.range(0, PIECES).boxed().toList());
            assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    @DisplayName("GIVEN a client that never reads a stream WHEN the write timeout is over THEN both its connections are closed")
    void stream_neverRead() throws IOException {
        startGateway("300ms");
        try (RawConnection client = ask(chat("\"stream\":true"))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !provider.received().isEmpty() && provider.openCalls() == 0);
            assertThat(written.get()).isLessThan(TOTAL);

            client.awaitClosed();
        }
    }

    private static String numbers() {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 1_500_000).forEach(i -> text.append(i).append(','));
        return text.toString();
    }

    @Test
    @DisplayName("GIVEN a whole answer of ten megabytes WHEN the client reads it THEN it arrives intact")
    void whole_read() throws IOException {
        provider.always(OpenAiSamples.says(numbers()));
        startGateway("60s");
        try (RawConnection client = ask(chat())) {
            assertThat(client.answer().body()).isEqualTo(OpenAiSamples.answer(numbers()));
        }
    }

    @Test
    @DisplayName("GIVEN a whole answer of ten megabytes WHEN the client never reads THEN it is cut off before the end")
    void whole_neverRead() throws IOException {
        provider.always(OpenAiSamples.says(numbers()));
        startGateway("300ms");
        try (RawConnection client = ask(chat()); EdgeRequestLog log = EdgeRequestLog.watch()) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(
                    () -> assertThat(log.lines()).singleElement().asString().contains("end=client_gone"));

            assertThat(client.bytesUntilClosed()).isBetween(1L, 9_000_000L);
        }
    }
}
