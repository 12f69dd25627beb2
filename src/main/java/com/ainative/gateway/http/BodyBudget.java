package com.ainative.gateway.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of request bodies may be in memory at once, over all requests. A body is read before anybody knows who
 * sends it, so the cap on one body is not enough: many callers, each below it, could fill the memory.
 */
public final class BodyBudget {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    public BodyBudget(long most) {
        this.most = most;
    }

    /** A body is held about twice while it is read and parsed, so an eighth of the memory may come to a quarter. */
    public static BodyBudget ofHeap() {
        return new BodyBudget(Runtime.getRuntime().maxMemory() / 8);
    }

    /** Whether there was room; what was taken must be given back, once. */
    boolean take(long bytes) {
        if (held.addAndGet(bytes) <= most) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
