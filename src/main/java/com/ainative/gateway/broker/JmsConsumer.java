package com.ainative.gateway.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.qpid.jms.JmsMessageConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer of a queue: a thread with a connection of its own. What it receives and what its receiver sends for it are
 * one transaction.
 */
final class JmsConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JmsConsumer.class);
    private static final int MOST = 128;
    /** Bytes of bodies after which no more messages are received for one batch; the last may be beyond it. */
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    /** A connection that died without a word is noticed after it. */
    private static final long LOOK_AGAIN_MILLIS = 10_000;
    private static final long LINGER_MILLIS = 5;
    /** Most receivers are done in milliseconds; one that waits for something is interrupted after this. */
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(20);

    private final ConnectionFactory factory;
    private final Work work;
    private final Trouble trouble;
    private final Thread thread;
    private final Backoff backoff = new Backoff();
    private final Object turn = new Object();
    /** Guarded by {@link #turn}, as is the next: whoever closes wakes a consumer that waits, not one that works. */
    private boolean working;
    private @Nullable JmsLink link;
    private volatile boolean closing;

    /**
     * What a consumer is for.
     *
     * @param apart sends what must not be part of the transaction
     * @param failing whether the receiver failed the last time, which is logged once
     */
    record Work(String queue, Receiver receiver, JmsReader reader, Consumer<List<Outgoing>> apart,
            AtomicBoolean failing) {
    }

    JmsConsumer(ConnectionFactory factory, Work work, int number, Trouble trouble) {
        this.factory = factory;
        this.work = work;
        this.trouble = trouble;
        this.thread = Thread.ofPlatform().daemon().name("broker-" + work.queue() + "-" + number).start(this::run);
    }

    /** Lets it hand over nothing more, without waiting. */
    void stop() {
        closing = true;
        disconnect(true);
    }

    /** Waits until what it handed over is done, or gone back. */
    @Override
    public void close() {
        stop();
        try {
            if (!thread.join(GRACE)) {
                thread.interrupt();
                if (!thread.join(END)) {
                    LOG.warn("A receiver of {} does not end; its messages will be handed over again.", work.queue());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disconnect(false);
    }

    private void disconnect(boolean unlessWorking) {
        JmsLink last;
        synchronized (turn) {
            if (unlessWorking && working) {
                return;
            }
            last = link;
        }
        if (last != null) {
            last.close();
        }
    }

    private void run() {
        try {
            while (!closing) {
                try {
                    consume();
                } catch (JMSException | RuntimeException | Error e) { // whatever it is: without this thread nobody reads the queue
                    if (!closing) {
                        trouble.is(this, e);
                        backoff.sleep();
                    }
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("A consumer of {} is being closed.", work.queue());
        } finally {
            trouble.isOver(this);
        }
    }

    private void consume() throws JMSException, InterruptedException {
        try (JmsLink current = JmsLink.open(factory, e -> broke(e))) {
            synchronized (turn) {
                link = current;
            }
            Session session = current.transacted();
            JmsWriter replies = new JmsWriter(session);
            try (MessageConsumer messages = session.createConsumer(JmsQueues.named(session, work.queue()))) {
                trouble.isOver(this);
                while (!closing) {
                    handOver(receive(messages), session, replies);
                }
            } catch (RuntimeException | Error e) { // of a message nobody can read, such as one that wants more memory than there is
                session.close();
                handOverDamaged(current);
                throw e;
            }
        }
    }

    private void handOverDamaged(JmsLink current) throws JMSException, InterruptedException {
        if (begin()) {
            try (Session session = current.transacted()) {
                DamagedMessages.handOver(session, work);
            } finally {
                end();
            }
        }
    }

    private void broke(JMSException why) {
        if (!closing) {
            trouble.is(this, why);
            disconnect(true);
        }
    }

    /** Each is read before the next is received, so that of none both the message and what was read are held. */
    private List<Incoming> receive(MessageConsumer messages) throws JMSException {
        List<Incoming> batch = new ArrayList<>();
        long bytes = 0;
        Message message = messages.receive(LOOK_AGAIN_MILLIS);
        while (message != null && begin()) {
            Incoming read = read(message);
            batch.add(read);
            bytes += read.body().length;
            message = batch.size() < MOST && bytes < MOST_BYTES ? more(messages) : null;
        }
        return batch;
    }

    /** Null where there is none just now; by AMQP see {@link AmqpLook} for why that is not asked at once. */
    private static @Nullable Message more(MessageConsumer messages) throws JMSException {
        return messages instanceof JmsMessageConsumer ? messages.receive(LINGER_MILLIS) : messages.receiveNoWait();
    }

    /** After {@link #begin}: a large body comes only now, by a connection that is not to be closed meanwhile. */
    private Incoming read(Message message) throws JMSException {
        try {
            return work.reader().read(message);
        } finally {
            end();
        }
    }

    /** Not while it is being closed: a client that was interrupted may have shown a good message as damaged. */
    private void handOver(List<Incoming> batch, Session session, JmsWriter replies)
            throws JMSException, InterruptedException {
        if (batch.isEmpty() || !begin()) {
            return;
        }
        try {
            take(batch, session, replies);
        } finally {
            end();
        }
    }

    private boolean begin() {
        synchronized (turn) {
            working = !closing;
            return working;
        }
    }

    private void end() {
        synchronized (turn) {
            working = false;
        }
    }

    private void take(List<Incoming> batch, Session session, JmsWriter replies)
            throws JMSException, InterruptedException {
        try {
            List<Outgoing> answers = work.receiver().take(batch);
            send(answers, batch, replies);
            session.commit();
            backoff.reset();
            work.failing().set(false);
        } catch (InterruptedException e) {
            session.rollback();
            throw e;
        } catch (JMSException | RuntimeException | Error e) { // whatever it is: without this thread nobody reads the queue
            session.rollback();
            if (!work.failing().getAndSet(true)) {
                // Not the clients' exceptions: their texts show messages, with the tokens in them.
                LOG.warn("Messages of {} could not be taken ({}); they are handed over again.", work.queue(),
                        e.getClass().getSimpleName(),
                        e instanceof JMSException || e instanceof UndeliverableException ? null : e);
            }
            backoff.sleep();
        }
    }

    /**
     * Normally part of the transaction. What is handed over again may have been refused just for its answers: one of them
     * is at the broker already, or nobody can get it. Such answers go by themselves.
     */
    private void send(List<Outgoing> answers, List<Incoming> batch, JmsWriter replies) throws JMSException {
        if (batch.stream().anyMatch(message -> message.deliveries() > 1)) {
            work.apart().accept(answers);
            return;
        }
        for (Outgoing answer : answers) {
            replies.write(answer);
        }
    }
}
