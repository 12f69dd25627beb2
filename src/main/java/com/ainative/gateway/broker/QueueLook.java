package com.ainative.gateway.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.Enumeration;
import org.apache.qpid.jms.JmsSession;
import org.jspecify.annotations.Nullable;

/** Looks through a queue, from its head on, and leaves everything as it is. */
interface QueueLook extends AutoCloseable {

    /** What stands in for a message the client cannot show. */
    Object DAMAGED = new Object();

    /** The next message, or {@link #DAMAGED}; null at the end. Blocks. */
    @Nullable
    Object next() throws JMSException;

    @Override
    void close() throws JMSException;

    /** @throws jakarta.jms.InvalidDestinationException where there is no such queue */
    static QueueLook into(Session session, String queue) throws JMSException {
        if (session instanceof JmsSession amqp) {
            return AmqpLook.into(amqp, queue);
        }
        QueueBrowser browser = session.createBrowser(JmsQueues.named(session, queue));
        Enumeration<?> messages = browser.getEnumeration();
        return new QueueLook() {
            @Override
            public @Nullable Object next() {
                if (!messages.hasMoreElements()) {
                    return null;
                }
                return messages.nextElement() instanceof Message message ? message : DAMAGED;
            }

            @Override
            public void close() throws JMSException {
                browser.close();
            }
        };
    }
}
