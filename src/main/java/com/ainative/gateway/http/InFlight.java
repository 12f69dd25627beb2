package com.ainative.gateway.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the requests that are inside one generation's routes. Once closed nothing enters any more, and whoever closed it
 * learns when the last has left.
 */
final class InFlight {

    /** Added to the count when closed; beyond any number of requests. */
    private static final long CLOSED = 1L << 62;

    private final AtomicLong inside = new AtomicLong();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();

    /** @return false when it is closed; then there is nothing to leave */
    boolean enter() {
        if (inside.incrementAndGet() < CLOSED) {
            return true;
        }
        leave();
        return false;
    }

    /** For what already is inside and begins something that goes on without it. */
    void enterOnceMore() {
        inside.incrementAndGet();
    }

    void leave() {
        if (inside.decrementAndGet() == CLOSED) {
            empty.complete(null);
        }
    }

    /** @return completed when nothing is inside */
    CompletableFuture<Void> close() {
        long before = inside.getAndUpdate(count -> count < CLOSED ? count + CLOSED : count);
        if (before == 0) {
            empty.complete(null);
        }
        return empty;
    }
}
