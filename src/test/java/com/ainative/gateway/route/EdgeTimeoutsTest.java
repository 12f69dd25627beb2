package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.http.RawConnection;
import com.ainative.gateway.http.RawConnection.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time: each wait has an end, and none of them is an answer's. */
class EdgeTimeoutsTest {

    private static final FakeProvider PROVIDER = FakeProvider.start();
    private static GatewayHarness gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayHarness.start("listen: {http: \"127.0.0.1:0\", header-timeout: 300ms, body-timeout: 300ms, "
                + "idle-timeout: 300ms}\nproviders: {one: " + GatewayHarness.openAi(PROVIDER)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    private static String head(String body) {
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer " + gateway.token()
                + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PRI * HT", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /health/live HTTP/1.1\r\nhos"})
    @DisplayName("GIVEN a connection without a whole head WHEN nothing more comes THEN it is closed without an answer")
    void head_stalled(String begun) throws IOException {
        try (RawConnection client = RawConnection.to(gateway.url())) {
            client.send(begun).awaitClosed();
        }
        assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("GIVEN a head that comes drop by drop WHEN its time is over THEN the connection is closed all the same")
    void head_dripping() throws IOException {
        try (RawConnection client = RawConnection.to(gateway.url())) {
            client.send("GET /health/live HTTP/1.1\r\nhost: gateway\r\nx-a: ");
            FutureTask<Boolean> closed = new FutureTask<>(() -> {
                client.awaitClosed();
                return true;
            });
            Thread.ofVirtual().start(closed);

            await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20)).until(() -> {
                client.offer("a");
                return closed.isDone();
            });
        }
    }

    @Test
    @DisplayName("GIVEN an answered request WHEN no other follows THEN the connection is closed")
    void connection_idle() throws IOException {
        try (RawConnection client = RawConnection.to(gateway.url())) {
            client.send("GET /health/live HTTP/1.1\r\nhost: gateway\r\n\r\n");

            assertThat(client.answersUntilClosed()).extracting(Answer::status).containsExactly(200);
        }
    }

    @Test
    @DisplayName("GIVEN a body that stops WHEN its time is over THEN 408 is answered, and the connection closed")
    void body_stalled() throws IOException {
        int before = PROVIDER.received().size();
        try (RawConnection client = RawConnection.to(gateway.url())) {
            client.send(head(chat()) + chat().substring(3));

            assertThat(client.answersUntilClosed()).singleElement().satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(408);
                assertThat(answer.body()).contains("\"code\":\"request_timeout\"");
                assertThat(answer.headers()).containsEntry("connection", "close");
            });
        }
        assertThat(PROVIDER.received()).hasSize(before);
    }

    @Test
    @DisplayName("GIVEN a provider that thinks longer than every client's timeout WHEN it answers THEN the answer arrives")
    void answer_slow() throws Exception {
        CountDownLatch thoughtOver = new CountDownLatch(1);
        PROVIDER.then(wire -> {
            thoughtOver.await();
            OpenAiSamples.says("hello").write(wire);
        });
        try (RawConnection client = RawConnection.to(gateway.url())) {
            client.send(head(chat()) + chat());
            for (int i = 0; i < 3; i++) {
                connection_idle();
            }
            thoughtOver.countDown();

            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("GIVEN HTTP/2 WHEN an answer takes longer than every timeout THEN it arrives, and the idle connection is closed after it")
    void http2_slowThenIdle() throws Exception {
        CountDownLatch thoughtOver = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        PROVIDER.then(wire -> {
            thoughtOver.await();
            OpenAiSamples.says("hello").write(wire);
        });
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false).setHttp2KeepAliveTimeout(0));
        try {
            HttpClientRequest request = client
                    .request(new RequestOptions().setMethod(HttpMethod.POST).setHost(gateway.url().getHost())
                            .setPort(gateway.url().getPort()).setURI("/v1/chat/completions")
                            .putHeader("authorization", "Bearer " + gateway.token())
                            .putHeader("content-type", "application/json"))
                    .toCompletionStage().toCompletableFuture().join();
            request.connection().closeHandler(end -> closed.countDown());
            var answer = request.send(chat()).toCompletionStage().toCompletableFuture();
            for (int i = 0; i < 3; i++) {
                connection_idle();
            }
            thoughtOver.countDown();

            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            Reference.reachabilityFence(client); // Vert.x closes a client that was collected
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
