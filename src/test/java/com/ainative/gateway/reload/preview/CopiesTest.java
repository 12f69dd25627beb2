package com.ainative.gateway.reload.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.http.Cancellation;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.reload.preview.Decision.Answers;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CopiesTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Decision NOW = new Decision(new Answers(), null);
    private static final Request REQUEST = new Request("r-1", "POST", "/a", "b=c",
            Map.of("authorization", "Bearer secret"), null, VERTX.getOrCreateContext(), new Cancellation(), 0);

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    @DisplayName("GIVEN copies that wait WHEN there are as many as there may be, or as many bytes THEN no more is taken until one has gone")
    void offer_bounded() throws InterruptedException {
        Copies copies = new Copies(2, 10);

        assertThat(copies.offer(REQUEST, Buffer.buffer("12345678"), NOW)).isTrue();
        assertThat(copies.offer(REQUEST, Buffer.buffer("123"), NOW)).isFalse();
        assertThat(copies.offer(REQUEST, Buffer.buffer("12"), NOW)).isTrue();
        assertThat(copies.offer(REQUEST, Buffer.buffer(), NOW)).isFalse();
        assertThat(copies.take().orElseThrow().body()).hasSize(8);
        assertThat(copies.offer(REQUEST, Buffer.buffer("12345678"), NOW)).isTrue();
        copies.end();
        assertThat(copies.take()).isPresent();
        assertThat(copies.take()).isPresent();
        assertThat(copies.take()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a request with a query and a token WHEN copied THEN the twin gets both, and a text of the copy has no token")
    void copy_of() {
        Copy copy = Copy.of(REQUEST, Buffer.buffer("body"), NOW);

        assertThat(copy.uri()).isEqualTo("/a?b=c");
        assertThat(copy.headers()).containsEntry("authorization", "Bearer secret");
        assertThat(copy).hasToString("Copy[r-1]");
    }
}
