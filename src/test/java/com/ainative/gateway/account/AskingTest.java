package com.ainative.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskingTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final Asking asking;

    AskingTest(@TempDir Path data) {
        asking = new Asking(new Store(StoreConfig.DEFAULT, data), now::get);
    }

    private static void later(Runnable question) {
        assertThatThrownBy(question::run).isInstanceOfSatisfying(GatewayException.class, refused -> {
            assertThat(refused.failure().status()).isEqualTo(503);
            assertThat(refused.failure().retryAfter()).isPositive();
        });
    }

    private String away() {
        asked.incrementAndGet();
        throw new StoreAwayException("made up", null);
    }

    @Test
    @DisplayName("GIVEN a store that was found away WHEN more ask within a second THEN they are told at once, and then one tries again")
    void ask_away() {
        later(() -> asking.ask(this::away));
        for (int i = 0; i < 100; i++) {
            later(() -> asking.ask(this::away));
        }
        assertThat(asked).hasValue(1);

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(asking.ask(() -> "back")).isEqualTo("back");
        assertThat(asking.ask(() -> "still")).isEqualTo("still");
    }

    @Test
    @DisplayName("GIVEN as many as may ask at once, who get no answer WHEN one more asks THEN it is told so after a while, and asks when they are done")
    void ask_full() {
        CountDownLatch answer = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            Thread.startVirtualThread(() -> asking.ask(() -> {
                asked.incrementAndGet();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return "";
            }));
        }
        await().until(() -> asked.get() == 4);

        later(() -> asking.ask(() -> "too many"));

        answer.countDown();
        await().ignoreException(GatewayException.class).until(() -> asking.ask(() -> "now").equals("now"));
    }

    @Test
    @DisplayName("GIVEN a data folder in which nothing was ever kept WHEN somebody shows something THEN it is not worth asking")
    void isWorthIt_nothing() {
        assertThat(asking.isWorthIt()).isFalse();
    }
}
