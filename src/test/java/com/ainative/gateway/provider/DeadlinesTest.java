package com.ainative.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.ProviderConfig.Timeouts;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which limit is noticed, told by its words: the other limits of each test lie minutes away. */
class DeadlinesTest {

    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration FAR = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    private record Expired(String why, boolean provider) {
    }

    private Expired expiry(Timeouts timeouts, Consumer<Deadlines> events) throws Exception {
        CompletableFuture<Expired> expired = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(turn -> events.accept(
                new Deadlines(vertx, timeouts, (why, provider) -> expired.complete(new Expired(why, provider)))));
        return expired.get(30, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("GIVEN no answer WHEN the first byte is due THEN that is what is told")
    void expired_firstByte() throws Exception {
        assertThat(expiry(new Timeouts(SOON, SOON, FAR, FAR), deadlines -> {
        })).isEqualTo(new Expired("no answer began within 200 ms", true));
    }

    @Test
    @DisplayName("GIVEN a long wait for the first byte WHEN the answer then falls silent THEN the shorter idle limit is noticed")
    void expired_idleShorterThanFirstByte() throws Exception {
        assertThat(expiry(new Timeouts(FAR, FAR, SOON, FAR), Deadlines::touched))
                .isEqualTo(new Expired("its answer fell silent for 100 ms", true));
    }

    @Test
    @DisplayName("GIVEN a client that took nothing for longer than idle WHEN it reads on and the provider is silent THEN that is noticed")
    void expired_idleAfterSuspension() throws Exception {
        assertThat(expiry(new Timeouts(FAR, FAR, SOON, FAR), deadlines -> {
            deadlines.touched();
            deadlines.suspend(true);
            vertx.setTimer(300, later -> deadlines.suspend(false));
        })).isEqualTo(new Expired("its answer fell silent for 100 ms", true));
    }

    @Test
    @DisplayName("GIVEN a total that runs out WHEN the client was slow meanwhile THEN the provider is not to blame")
    void expired_total() throws Exception {
        assertThat(expiry(new Timeouts(FAR, FAR, FAR, SOON), deadlines -> {
        })).isEqualTo(new Expired("the whole call took longer than 100 ms", true));
        assertThat(expiry(new Timeouts(FAR, FAR, FAR, SOON), deadlines -> {
            deadlines.suspend(true);
            deadlines.suspend(false);
        })).isEqualTo(new Expired("the whole call took longer than 100 ms", false));
    }
}
