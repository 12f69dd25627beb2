package com.ainative.gateway.reload;

import com.ainative.gateway.error.ErrorCode;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** One change at a time. */
final class Turn {

    private final Semaphore free = new Semaphore(1);
    /** Set before a look takes its turn, and until it has given it back. */
    private volatile boolean looking;

    /** @throws com.ainative.gateway.error.GatewayException with a 409 when another change is under way */
    <T> T orRefuse(Supplier<T> change) {
        boolean begun = free.tryAcquire();
        if (!begun && looking) {
            free.acquireUninterruptibly();
            begun = true;
        }
        // Once more, for a look that was over just now.
        if (!begun && !free.tryAcquire()) {
            throw ErrorCode.BUSY.because("Another change of routes is under way; try again when it is done.")
                    .toException();
        }
        return inTurn(change);
    }

    /** Waits for what is under way. */
    <T> T waitFor(Supplier<T> change) {
        free.acquireUninterruptibly();
        return inTurn(change);
    }

    /** Not at all, when another change is under way. It is none itself: a change waits for it instead of being refused. */
    void orSkip(Runnable look) {
        looking = true;
        try {
            if (free.tryAcquire()) {
                inTurn(() -> {
                    look.run();
                    return true;
                });
            }
        } finally {
            looking = false;
        }
    }

    /** No change begins any more; one that is under way ends first. */
    void takeForGood() {
        free.acquireUninterruptibly();
    }

    private <T> T inTurn(Supplier<T> change) {
        try {
            return change.get();
        } finally {
            free.release();
        }
    }
}
