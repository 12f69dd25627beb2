package com.ainative.gateway.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends by a connection of its own, which a thread of its own makes, and makes again when it broke. Senders wait for it
 * only a little, and learn that the broker is away.
 */
final class JmsSender implements Sender {

    private static final Logger LOG = LoggerFactory.getLogger(JmsSender.class);
    /** While an outage is known. */
    private static final long PATIENCE_MILLIS = 3_000;
    /** While the first attempt to connect is still under way. */
    private static final long FIRST_PATIENCE_MILLIS = 10_000;

    private final ConnectionFactory factory;
    private final Trouble trouble;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread keeper;
    /** Null while the broker is away. */
    private @Nullable Line line;
    private boolean closed;

    JmsSender(ConnectionFactory factory, Trouble trouble) {
        this.factory = factory;
        this.trouble = trouble;
        this.keeper = Thread.ofPlatform().daemon().name("broker-sender").start(this::keepConnected);
    }

    @Override
    public Map<String, Sent> send(List<Outgoing> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        Sending sending = new Sending();
        try {
            if (!lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new BrokerAwayException("The message broker does not answer.", null);
            }
            try {
                send(messages, sending);
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sending.giveUp(messages, "The sender was interrupted.");
        } catch (BrokerAwayException e) {
            sending.giveUp(messages, String.valueOf(e.getMessage()));
        }
        return sending.became();
    }

    /**
     * Several go as one transaction, which costs one write to disk. When the broker refuses that, perhaps because one of
     * them is there already, they go one by one: then it drops duplicates, and says which it cannot take.
     */
    private void send(List<Outgoing> messages, Sending sending) throws InterruptedException {
        if (messages.size() > 1) {
            Line current = awaitLine();
            try {
                if (current.together(messages, sending)) {
                    return;
                }
            } catch (JMSException | RuntimeException e) { // the clients throw either kind when a connection breaks
                broke(current, e);
            }
        }
        for (Outgoing message : messages) {
            if (sending.isWorthTrying(message.id(), message.queue())) {
                sending.became(message.id(), message.queue(), alone(awaitLine(), message));
            }
        }
    }

    private Sent alone(Line current, Outgoing message) {
        try {
            current.single.write(message);
            return new Sent.Taken();
        } catch (InvalidDestinationException | JMSSecurityException e) {
            return new Sent.Undeliverable("The message broker has no such queue, or not for the gateway.");
        } catch (UndeliverableException e) {
            return new Sent.Undeliverable(String.valueOf(e.getMessage()));
        } catch (JMSException | RuntimeException e) { // as above
            broke(current, e);
            return new Sent.Away("The message broker did not take the message.");
        }
    }

    private Line awaitLine() throws InterruptedException {
        long since = System.nanoTime();
        while (line == null || line.broken.get()) {
            String why = trouble.text();
            long patience = why == null ? FIRST_PATIENCE_MILLIS : PATIENCE_MILLIS;
            long left = TimeUnit.MILLISECONDS.toNanos(patience) - (System.nanoTime() - since);
            if (closed || left <= 0) {
                throw new BrokerAwayException(why == null ? "The message broker is away." : why, null);
            }
            changed.awaitNanos(left);
        }
        return line;
    }

    private void keepConnected() {
        Backoff backoff = new Backoff();
        try {
            while (isNeeded()) {
                try {
                    connect();
                    backoff.reset();
                } catch (JMSException | RuntimeException e) { // the clients throw either kind
                    trouble.is(this, e);
                    tellWaiting();
                    backoff.sleep();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("A sender is being closed.");
        } finally {
            trouble.isOver(this);
        }
    }

    /** Waits until there is no connection; false when there will be none any more. */
    private boolean isNeeded() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (line != null) {
                changed.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void connect() throws JMSException {
        Line next = new Line();
        lock.lock();
        try {
            if (closed || next.broken.get()) {
                next.close();
                return;
            }
            line = next;
            trouble.isOver(this);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void tellWaiting() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void broke(Line which, Exception why) {
        if (which.broken.getAndSet(true)) {
            return;
        }
        trouble.is(this, why);
        Thread.startVirtualThread(() -> {
            lock.lock();
            try {
                if (line == which) {
                    line = null;
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
            which.close();
        });
    }

    @Override
    public void close() {
        keeper.interrupt();
        Line last;
        lock.lock();
        try {
            closed = true;
            last = line;
            line = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close();
        }
    }

    /** A connection with the two sessions for sending. */
    private final class Line implements AutoCloseable {

        private final JmsLink link;
        private final Session together;
        private final JmsWriter batch;
        private final JmsWriter single;
        private final AtomicBoolean broken = new AtomicBoolean();

        Line() throws JMSException {
            link = JmsLink.open(factory, e -> broke(this, e));
            try {
                together = link.transacted();
                batch = new JmsWriter(together);
                single = new JmsWriter(link.plain());
            } catch (JMSException | RuntimeException e) {
                link.close();
                throw e;
            }
        }

        /** @return whether the broker has all that it can take at all; if not, it has none */
        boolean together(List<Outgoing> messages, Sending sending) throws JMSException {
            try {
                for (Outgoing message : messages) {
                    try {
                        batch.write(message);
                    } catch (UndeliverableException e) { // before the broker was asked, so the others can go on
                        sending.became(message.id(), message.queue(),
                                new Sent.Undeliverable(String.valueOf(e.getMessage())));
                    }
                }
                together.commit();
                sending.othersTaken(messages);
                return true;
            } catch (JMSException e) {
                together.rollback();
                return false;
            }
        }

        @Override
        public void close() {
            link.close();
        }
    }
}
