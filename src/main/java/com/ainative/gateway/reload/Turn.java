package com.ainative.gateway.reload;

import com.ainative.gateway.error.ErrorCode;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One change at a time. Who asks while another who asked is served is refused; what the gateway does by itself is waited
 * for, for nobody could know of it.
 */
final class Turn {

    private static final long LOOK_AGAIN_MILLIS = 20;

    private final Semaphore free = new Semaphore(1);
    /** Whether who has the turn was asked to change something. */
    private volatile boolean asked;

    /** @throws com.ainative.gateway.error.GatewayException with a 409 when somebody else's change is under way */
    <T> T orRefuse(Supplier<T> change) {
        try {
            while (!free.tryAcquire(asked ? 0 : LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                if (asked) {
                    throw ErrorCode.BUSY.because("Another change of routes is under way; try again when it is done.")
                            .toException();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the turn", e);
        }
        asked = true;
        return inTurn(change);
    }

    /** Waits for what is under way. */
    <T> T waitFor(Supplier<T> change) {
        free.acquireUninterruptibly();
        return inTurn(change);
    }

    /** Not at all, when another change is under way. */
    void orSkip(Runnable look) {
        if (free.tryAcquire()) {
            inTurn(() -> {
                look.run();
                return true;
            });
        }
    }

    /** No change begins any more; one that is under way ends first. */
    void takeForGood() {
        free.acquireUninterruptibly();
        asked = true;
    }

    private <T> T inTurn(Supplier<T> change) {
        try {
            return change.get();
        } finally {
            asked = false;
            free.release();
        }
    }
}
