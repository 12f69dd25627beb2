package com.ainative.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.error.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bodies on a bare server, where the room for all of them together is a hundred bytes. */
class RequestBodyTest {

    private static final String HEAD = "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ";

    private final Vertx vertx = Vertx.vertx();
    private final BodyBudget budget = new BodyBudget(100);
    private final List<Integer> whole = new CopyOnWriteArrayList<>();
    private final List<Failure> refused = new CopyOnWriteArrayList<>();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final List<Socket> callers = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() {
        server = vertx.createHttpServer()
                .requestHandler(request -> new RequestBody(vertx, 1_000, Duration.ofMillis(400), budget,
                        new RequestBody.Reader() {
                            @Override
                            public void whole(Buffer body) {
                                whole.add(body.length());
                            }

                            @Override
                            public void refused(Failure failure) {
                                refused.add(failure);
                            }

                            @Override
                            public void clientGone() {
                                gone.set(true);
                            }
                        }).read(request))
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket caller : callers) {
            caller.close();
        }
        vertx.close();
    }

    private Socket send(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        callers.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    @DisplayName("GIVEN bodies that have filled the room WHEN another comes THEN it is refused until one is given back")
    void read_overBudget() throws IOException {
        send(HEAD + "80\r\n\r\n" + "x".repeat(80));
        await().until(() -> whole.contains(80));
        assertThat(budget.held()).isEqualTo(80);

        send(HEAD + "30\r\n\r\n" + "x".repeat(30));
        await().until(() -> !refused.isEmpty());
        assertThat(refused.get(0).status()).isEqualTo(503);
        assertThat(refused.get(0).retryAfter()).isNotNull();
        assertThat(budget.held()).isEqualTo(80);

        budget.giveBack(80);
        send(HEAD + "30\r\n\r\n" + "x".repeat(30));
        await().until(() -> whole.contains(30));
    }

    @Test
    @DisplayName("GIVEN a caller who leaves in the middle of a body WHEN gone THEN its room is given back")
    void read_gone() throws IOException {
        Socket caller = send(HEAD + "80\r\n\r\n" + "x".repeat(20));
        await().until(() -> budget.held() == 20);
        caller.close();
        await().untilTrue(gone);
        assertThat(budget.held()).isZero();
    }

    @Test
    @DisplayName("GIVEN a body that drips without ever falling silent WHEN it is too slow THEN it is refused and its room given back")
    void read_dripping() throws Exception {
        Socket caller = send(HEAD + "900\r\n\r\n");
        await().pollInterval(Duration.ofMillis(40)).until(() -> {
            caller.getOutputStream().write('x');
            return !refused.isEmpty();
        });
        assertThat(refused.get(0).status()).isEqualTo(408);
        assertThat(budget.held()).isZero();
    }
}
