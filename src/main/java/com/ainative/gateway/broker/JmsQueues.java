package com.ainative.gateway.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;

/** Queues by their names. Artemis' client would ask for each whether it is there, and tell by no kind of its own if not. */
final class JmsQueues {

    private JmsQueues() {
    }

    /** A queue, without asking whether it is there. */
    static Queue named(Session session, String name) throws JMSException {
        return session instanceof ActiveMQSession ? new ActiveMQQueue(name) : session.createQueue(name);
    }

    /**
     * Whether a temporary queue is there, before something is sent to it. A broker that makes queues when they are first
     * used would make an ordinary one of its name, for messages nobody will ever fetch. By AMQP one cannot ask.
     *
     * @throws UndeliverableException when it is gone
     */
    static void mustBeThere(Session session, String name) throws JMSException {
        if (session instanceof ActiveMQSession artemis && TemporaryQueues.named(name)
                && !isThere(artemis.getCoreSession(), name)) {
            throw new UndeliverableException("The temporary queue is gone.", null);
        }
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
