package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.broker.MessageProperties;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;

/** An application that fetches replies from a broker that goes and comes back. */
final class ReplyCollector implements AutoCloseable {

    private static final long LOOK_MILLIS = 200;

    private final Supplier<String> address;
    private final String token;
    private final String queue;
    private final Runnable arrival;
    /** By the broker's ids of messages, by which a message that is handed over again is known. */
    private final Map<String, Reply> replies = new HashMap<>();
    private final List<Throwable> wrong = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    /** @param name what the gateway calls it, the same for each time it sends it */
    record Reply(String name, String correlation, String status, String body) {
    }

    /**
     * @param address where the broker listens just now
     * @param arrival called for each message, right after it has arrived
     */
    ReplyCollector(Supplier<String> address, String token, String queue, Runnable arrival) {
        this.address = address;
        this.token = token;
        this.queue = queue;
        this.arrival = arrival;
        this.thread = Thread.ofPlatform().daemon().name("replies").start(this::collect);
    }

    /** Those that have arrived so far. */
    synchronized Collection<Reply> replies() {
        return List.copyOf(replies.values());
    }

    private void collect() {
        while (!closed) {
            try (Connection connection = MessageSubmitter.connect(address.get(), token);
                    Session session = connection.createSession();
                    MessageConsumer messages = session.createConsumer(new ActiveMQQueue(queue))) {
                connection.start();
                Message message = null;
                while (!closed || message != null) { // to the last one there is
                    message = messages.receive(LOOK_MILLIS);
                    if (message != null) {
                        arrival.run();
                        keep(message);
                    }
                }
            } catch (JMSException e) {
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private synchronized void keep(Message message) throws JMSException {
        Reply reply = new Reply(message.getStringProperty("_AMQ_DUPL_ID"), message.getJMSCorrelationID(),
                message.getStringProperty(MessageProperties.STATUS), message.getBody(String.class));
        Reply before = replies.putIfAbsent(message.getJMSMessageID(), reply);
        if (before != null && !before.equals(reply)) {
            wrong.add(new AssertionError(reply + " has the id of " + before));
        }
    }

    /** Fetches what there still is, and no more. @return those that have arrived, each message of the broker's once */
    Collection<Reply> end() {
        close();
        assertThat(wrong).isEmpty();
        return replies();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
