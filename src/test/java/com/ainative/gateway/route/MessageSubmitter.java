package com.ainative.gateway.route;

import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.config.IngestConfig;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.jspecify.annotations.Nullable;

/**
 * An application that sends requests as messages to a broker that goes and comes back. A message whose sending broke off
 * may have arrived: it is sent again under the same idempotency key. For one thread.
 */
final class MessageSubmitter implements AutoCloseable {

    private final Supplier<String> address;
    private final String token;
    private final String replyTo;
    private @Nullable Connection connection;
    private @Nullable Session session;
    private @Nullable MessageProducer producer;

    /** @param address where the broker listens just now */
    MessageSubmitter(Supplier<String> address, String token, String replyTo) {
        this.address = address;
        this.token = token;
        this.replyTo = replyTo;
    }

    /** Without the list of brokers, for which this client waits half a minute where the one it was about to come from has died. */
    static Connection connect(String address, String token) throws JMSException {
        return new ActiveMQConnectionFactory("tcp://" + address + "?useTopologyForLoadBalancing=false&callTimeout=5000")
                .createConnection("", token);
    }

    /**
     * Sends it again and again, until the broker has acknowledged it.
     *
     * @param attempt called before each attempt
     * @return the correlation ids of all attempts; the last one is that of the message that was acknowledged
     */
    List<String> submit(String body, String key, String correlation, Runnable attempt) {
        List<String> attempts = new ArrayList<>();
        while (true) {
            attempts.add(correlation + "/" + attempts.size());
            attempt.run();
            try {
                send(body, key, attempts.getLast());
                return attempts;
            } catch (JMSException e) {
                close();
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private void send(String body, String key, String correlation) throws JMSException {
        MessageProducer to = producer;
        Session in = session;
        if (to == null || in == null) {
            Connection next = connect(address.get(), token);
            connection = next;
            in = next.createSession();
            to = in.createProducer(new ActiveMQQueue(IngestConfig.QUEUE));
            session = in;
            producer = to;
        }
        TextMessage message = in.createTextMessage(body);
        message.setStringProperty(MessageProperties.TOKEN, token);
        message.setStringProperty(MessageProperties.IDEMPOTENCY_KEY, key);
        message.setJMSReplyTo(new ActiveMQQueue(replyTo));
        message.setJMSCorrelationID(correlation);
        to.send(message);
    }

    @Override
    public void close() {
        Connection last = connection;
        connection = null;
        session = null;
        producer = null;
        if (last != null) {
            try {
                last.close();
            } catch (JMSException e) {
                // It broke, which is why it is closed.
            }
        }
    }
}
