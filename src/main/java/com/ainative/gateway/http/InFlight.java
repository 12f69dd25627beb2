package com.ainative.gateway.http;

import com.ainative.gateway.error.Failure;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The requests that are inside one generation's routes. Once closed none enters any more, and whoever closed it learns when
 * the last has left.
 */
final class InFlight {

    /** Added to the count when closed; beyond any number of requests. */
    private static final long CLOSED = 1L << 62;

    private final AtomicLong inside = new AtomicLong();
    private final Set<Request> begun = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile @Nullable Failure brokenOff;

    /** @return false when it is closed; then there is nothing to leave */
    boolean enter() {
        if (inside.incrementAndGet() < CLOSED) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        if (inside.decrementAndGet() == CLOSED) {
            empty.complete(null);
        }
    }

    /** For a request that has entered and goes on by itself; it leaves with {@link #end}. */
    void begin(Request request) {
        inside.incrementAndGet();
        begun.add(request);
    }

    void end(Request request) {
        begun.remove(request);
        leave();
    }

    /** @return completed when nothing is inside */
    CompletableFuture<Void> close() {
        long before = inside.getAndUpdate(count -> count < CLOSED ? count + CLOSED : count);
        if (before == 0) {
            empty.complete(null);
        }
        return empty;
    }

    /** Cancels what is still inside; called after {@link #close}. */
    void breakOff(Failure why) {
        brokenOff = why;
        begun.forEach(request -> request.cancellation().cancel());
    }

    /** Why requests were cancelled, if they were. */
    @Nullable
    Failure brokenOff() {
        return brokenOff;
    }
}
