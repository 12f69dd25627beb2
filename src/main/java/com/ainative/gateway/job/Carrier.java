package com.ainative.gateway.job;

import com.ainative.gateway.store.StoreAwayException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for deliveries of one kind, as long as the gateway runs; kinds do not wait for each other. */
final class Carrier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Brings some of what is due. */
    interface Round extends AutoCloseable {

        /** @return whether there may be more that can be brought at once */
        boolean bringSome();

        /** Ends what is under way. */
        @Override
        void close();
    }

    private final Round round;
    private final Semaphore due = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    Carrier(Address.Kind kind, Round round) {
        this.round = round;
        this.thread = Thread.ofVirtual().name("deliveries-" + kind.column()).unstarted(this::carry);
    }

    void start() {
        thread.start();
    }

    /** There may be something to bring. */
    void look() {
        due.release();
    }

    private void carry() {
        while (!closed) {
            try {
                boolean looked = due.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (looked) {
                    due.drainPermits();
                }
                boolean more = true;
                while (more && !closed) {
                    more = round.bringSome();
                }
            } catch (InterruptedException e) {
                return;
            } catch (StoreAwayException e) {
                LOG.warn("Answers cannot be delivered, and will be once the store is back: {}", e.getMessage());
            } catch (RuntimeException e) { // nobody else would deliver anything
                LOG.error("Answers could not be delivered", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        look();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        round.close();
    }
}
