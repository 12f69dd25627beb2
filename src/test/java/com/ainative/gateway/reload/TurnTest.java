package com.ainative.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.error.GatewayException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnTest {

    private final Turn turn = new Turn();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch enough = new CountDownLatch(1);

    private void hold() {
        begun.countDown();
        try {
            enough.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("GIVEN a change under way WHEN another is asked for THEN it is refused; WHEN somebody looks THEN not at all")
    void orRefuse_change() throws InterruptedException {
        Thread changing = Thread.ofVirtual().start(() -> turn.orRefuse(() -> {
            hold();
            return true;
        }));
        begun.await();

        assertThatThrownBy(() -> turn.orRefuse(() -> true)).isInstanceOf(GatewayException.class);
        turn.orSkip(() -> {
            throw new AssertionError("looked");
        });
        enough.countDown();
        changing.join();
        assertThat(turn.orRefuse(() -> true)).isTrue();
    }

    @Test
    @DisplayName("GIVEN the gateway that looks by itself WHEN a change is asked for THEN it waits for that, and is made")
    void orRefuse_look() throws InterruptedException {
        waited(() -> turn.orSkip(this::hold));
    }

    @Test
    @DisplayName("GIVEN the gateway that changes something by itself WHEN a change is asked for THEN it waits for that, and is made")
    void orRefuse_byItself() throws InterruptedException {
        waited(() -> turn.waitFor(() -> {
            hold();
            return true;
        }));
    }

    private void waited(Runnable byItself) throws InterruptedException {
        Thread looking = Thread.ofVirtual().start(byItself);
        begun.await();
        CompletableFuture<Boolean> made = new CompletableFuture<>();
        Thread changing = Thread.ofPlatform().start(() -> {
            try {
                made.complete(turn.orRefuse(() -> true));
            } catch (GatewayException refused) {
                made.complete(false);
            }
        });
        await().until(() -> made.isDone() || changing.getState() == Thread.State.TIMED_WAITING);
        enough.countDown();

        assertThat(made.join()).isTrue();
        looking.join();
    }
}
