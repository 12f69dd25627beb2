package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.FakeProvider.Reply;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.http.RawConnection;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A client that leaves: the provider must see its connection closed, however far the answer was. */
class EdgeDisconnectTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TIMES = 100;

    private static final Vertx VERTX = Vertx.vertx();
    private FakeProvider provider;
    private GatewayHarness gateway;

    /** Filled by the provider when a call has got as far as the test wants to leave it. */
    private final BlockingQueue<String> reached = new LinkedBlockingQueue<>();
    private final AtomicInteger hungUp = new AtomicInteger();

    private final Reply silent = wire -> {
        reached.add("silent");
        wire.awaitHangUp();
        hungUp.incrementAndGet();
    };

    private final Reply midStream = wire -> {
        try {
            wire.streamHead();
            wire.chunk(OpenAiSamples.role());
            wire.chunk(OpenAiSamples.piece("one"));
        } catch (SocketException left) {
            // The client may have seen enough, and be gone, before the last byte of the chunk is written.
        }
        wire.awaitHangUp();
        hungUp.incrementAndGet();
    };

    @BeforeEach
    void start() {
        provider = FakeProvider.start();
        gateway = GatewayHarness.inFrontOf(provider);
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    @AfterAll
    static void stopClient() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private void awaitHangUps(int times) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(hungUp).hasValue(times);
            assertThat(provider.openCalls()).isZero();
        });
    }

    private String post(String body) {
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer " + gateway.token()
                + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    @DisplayName("GIVEN a silent provider WHEN a client of HTTP/1.1 hangs up, plain or streaming, THEN the call is cancelled")
    void leave_http1Silent() throws Exception {
        provider.always(silent);
        for (int i = 0; i < TIMES; i++) {
            RawConnection client = RawConnection.to(gateway.url());
            client.send(post(i % 2 == 0 ? chat() : chat("\"stream\":true")));
            assertThat(reached.poll(30, TimeUnit.SECONDS)).isEqualTo("silent");
            leave(client, i);
        }

        awaitHangUps(TIMES);
    }

    @Test
    @DisplayName("GIVEN a stream under way WHEN a client of HTTP/1.1 hangs up THEN the call is cancelled")
    void leave_http1MidStream() throws Exception {
        provider.always(midStream);
        for (int i = 0; i < TIMES; i++) {
            RawConnection client = RawConnection.to(gateway.url());
            client.send(post(chat("\"stream\":true")));
            assertThat(client.head().status()).isEqualTo(200);
            assertThat(client.chunk()).isNotEmpty();
            leave(client, i);
        }

        awaitHangUps(TIMES);
    }

    private static void leave(RawConnection client, int time) throws IOException {
        if (time % 4 < 2) {
            client.close();
        } else {
            client.reset();
        }
    }

    @Test
    @DisplayName("GIVEN a silent provider WHEN a client of HTTP/2 resets its stream THEN the call is cancelled")
    void leave_http2Silent() throws Exception {
        provider.always(silent);
        try (Http2 client = new Http2()) {
            for (int i = 0; i < TIMES; i++) {
                HttpClientRequest request = client.request();
                request.send(i % 2 == 0 ? chat() : chat("\"stream\":true"));
                assertThat(reached.poll(30, TimeUnit.SECONDS)).isEqualTo("silent");
                request.reset();
            }

            awaitHangUps(TIMES);
        }
    }

    @Test
    @DisplayName("GIVEN a stream under way WHEN a client of HTTP/2 resets its stream THEN the call is cancelled")
    void leave_http2MidStream() throws Exception {
        provider.always(midStream);
        try (Http2 client = new Http2()) {
            for (int i = 0; i < TIMES; i++) {
                HttpClientRequest request = client.request();
                CountDownLatch firstBytes = new CountDownLatch(1);
                request.response().onSuccess(response -> response.handler(bytes -> firstBytes.countDown()));
                request.send(chat("\"stream\":true"));
                assertThat(firstBytes.await(30, TimeUnit.SECONDS)).isTrue();
                request.reset();
            }

            awaitHangUps(TIMES);
        }
    }

    @Test
    @DisplayName("GIVEN a client that leaves before its body is complete WHEN the gateway sees it THEN no provider is asked")
    void leave_withinBody() throws IOException {
        try (RawConnection client = RawConnection.to(gateway.url())) {
            client.send(post(chat()).substring(0, post(chat()).length() - 5));
        }
        provider.always(OpenAiSamples.says("hello"));

        assertThat(gateway.post(chat()).statusCode()).isEqualTo(200);
        assertThat(provider.received()).hasSize(1);
    }

    /** Prior knowledge: no upgrade, one connection. */
    private final class Http2 implements AutoCloseable {
        private final HttpClientAgent agent = VERTX.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));

        HttpClientRequest request() {
            return agent.request(new RequestOptions().setMethod(HttpMethod.POST).setHost(gateway.url().getHost())
                    .setPort(gateway.url().getPort()).setURI("/v1/chat/completions")
                    .putHeader("authorization", "Bearer " + gateway.token())
                    .putHeader("content-type", "application/json")).toCompletionStage().toCompletableFuture().join();
        }

        @Override
        public void close() {
            agent.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
