package com.ainative.gateway.account;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Asks the store about what somebody shows who may be anybody. Only a few ask at once, so that who makes up keys does not
 * keep all others from the store; and while it is away nobody waits for it in vain.
 */
final class Asking {

    private static final int MOST = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Behind a failure nobody asks for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Store store;
    private final LongSupplier nanoTime;
    private final Semaphore turns = new Semaphore(MOST, true);
    /** Nanoseconds, when the store was found away; null where it was there the last time. */
    private volatile @Nullable Long away;

    /** @param nanoTime monotonic, as {@link System#nanoTime} */
    Asking(Store store, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
    }

    /** False where nothing was ever kept. */
    boolean isWorthIt() {
        return store.mayHoldSomething();
    }

    /** @throws GatewayException with a 503 when the store does not answer now */
    <T> T read(Function<Handle, T> question) {
        return ask(() -> store.read(question));
    }

    /** What is kept of it, as the seal says. */
    String digest(Seal seal, String kind, String secret) {
        return seal.isKnown() ? seal.of(kind, secret) : ask(() -> seal.of(kind, secret));
    }

    /** The same of what asks the store by itself. */
    <T> T ask(Supplier<T> question) {
        Long since = away;
        if (since != null && nanoTime.getAsLong() - since < PAUSE.toNanos()) {
            throw later();
        }
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw later();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw later();
        }
        try {
            T answer = question.get();
            away = null;
            return answer;
        } catch (StoreAwayException e) {
            away = nanoTime.getAsLong();
            throw later();
        } finally {
            turns.release();
        }
    }

    private static GatewayException later() {
        return ErrorCode.OVERLOADED
                .because("What you show cannot be checked just now: the store does not answer. Try again.")
                .withRetryAfter(RETRY).toException();
    }
}
