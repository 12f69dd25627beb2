package com.ainative.gateway.provider;

import com.ainative.gateway.config.ProviderConfig.Timeouts;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The time limits of one call, held by a single timer that looks at what happened since it was set. Lives on the call's
 * event loop.
 */
final class Deadlines {

    private final Vertx vertx;
    private final Timeouts timeouts;
    private final Expiry expiry;
    private final long totalDue;
    private long due;
    private long armedFor;
    private Duration running;
    private String waitingFor;
    private long timer;
    private boolean suspended;
    private boolean wasSuspended;
    private boolean over;

    /** Told that the time is over. */
    interface Expiry {

        /** @param provider whether it is to blame: a total that ran out on a client that was slow is not its fault */
        void expired(String why, boolean provider);
    }

    Deadlines(Vertx vertx, Timeouts timeouts, Expiry expiry) {
        this.vertx = vertx;
        this.timeouts = timeouts;
        this.expiry = expiry;
        this.totalDue = System.nanoTime() + timeouts.total().toNanos();
        this.running = timeouts.firstByte().plus(timeouts.connect());
        this.waitingFor = "no answer began within ";
        this.due = System.nanoTime() + running.toNanos();
        arm(System.nanoTime());
    }

    /** Bytes of the answer have come: from now on only silence between them counts, and the total. */
    void touched() {
        running = timeouts.idle();
        waitingFor = "its answer fell silent for ";
        long now = System.nanoTime();
        due = now + running.toNanos();
        if (!over && due - armedFor < 0) {
            // The timer looks too late for this; in the usual way it looks too early and is set again then.
            vertx.cancelTimer(timer);
            arm(now);
        }
    }

    /** While the client takes nothing, the provider's silence is not its fault. */
    void suspend(boolean suspend) {
        suspended = suspend;
        wasSuspended |= suspend;
        if (!suspend) {
            touched();
        }
    }

    void stop() {
        over = true;
        vertx.cancelTimer(timer);
    }

    private void arm(long now) {
        armedFor = suspended ? totalDue : now + Math.min(due - now, totalDue - now);
        timer = vertx.setTimer(Math.max(1, (armedFor - now) / 1_000_000), fired -> check());
    }

    private void check() {
        if (over) {
            return;
        }
        long now = System.nanoTime();
        if (now - totalDue >= 0) {
            over = true;
            expiry.expired("the whole call took longer than " + timeouts.total().toMillis() + " ms", !wasSuspended);
        } else if (!suspended && now - due >= 0) {
            over = true;
            expiry.expired(waitingFor + running.toMillis() + " ms", true);
        } else {
            arm(now);
        }
    }
}
