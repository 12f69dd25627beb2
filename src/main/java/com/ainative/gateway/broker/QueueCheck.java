package com.ainative.gateway.broker;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;

/**
 * Whether a temporary queue is there, before something is sent to it. A broker that makes queues when they are first used
 * would make an ordinary one of its name, for messages nobody will ever fetch.
 */
@FunctionalInterface
interface QueueCheck {

    void mustBeThere(String queue) throws JMSException;

    /** Only Artemis' own protocol has the question; by AMQP none is asked. */
    static QueueCheck of(Session session) {
        if (!(session instanceof ActiveMQSession artemis)) {
            return queue -> {
            };
        }
        ClientSession core = artemis.getCoreSession();
        return queue -> {
            if (TemporaryQueues.named(queue) && !isThere(core, queue)) {
                throw new InvalidDestinationException("The temporary queue is gone.");
            }
        };
    }

    private static boolean isThere(ClientSession core, String queue) throws JMSException {
        try {
            return core.queueQuery(SimpleString.of(queue)).isExists();
        } catch (ActiveMQException e) {
            JMSException failed = new JMSException(e.getMessage());
            failed.initCause(e);
            throw failed;
        }
    }
}
