package com.ainative.gateway.reload;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Passes on what generations fetch by themselves, such as files. The next one begins when the one before has let go of
 * everything it took: nothing is ever taken by two, and only what takes long makes the next one wait. Requests wait for
 * nothing of this.
 */
final class Fetching {

    private final Executor blocking;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /** @param blocking a new thread for each task */
    Fetching(Executor blocking) {
        this.blocking = blocking;
    }

    /** The very first, with none before it. */
    void begin(Generation first) {
        first.takeOver();
    }

    /** @param limit how long what the one before has taken may still take */
    synchronized void pass(Generation before, Generation next, Duration limit) {
        last = last.thenRunAsync(() -> {
            before.handOver(limit);
            next.takeOver();
        }, blocking);
    }

    /** Completed when everything that was passed on so far has arrived. */
    synchronized CompletableFuture<Void> settled() {
        return last.copy();
    }
}
