package com.ainative.gateway.reload;

import com.ainative.gateway.error.ErrorCode;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** One change at a time. */
final class Turn {

    private final Semaphore free = new Semaphore(1);

    /** @throws com.ainative.gateway.error.GatewayException with a 409 when another change is under way */
    <T> T orRefuse(Supplier<T> change) {
        if (!free.tryAcquire()) {
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
    }

    private <T> T inTurn(Supplier<T> change) {
        try {
            return change.get();
        } finally {
            free.release();
        }
    }
}
