package com.ainative.gateway.broker;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import org.apache.qpid.jms.JmsDestination;
import org.apache.qpid.jms.JmsMessageConsumer;
import org.apache.qpid.jms.JmsSession;
import org.apache.qpid.jms.meta.JmsConsumerId;
import org.apache.qpid.jms.meta.JmsSessionId;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a queue by AMQP, one message at a time, for each may be large. Qpid's own browser has the broker say for
 * each message whether there is one at all ("drain"): Artemis forgets to, or says no though there is, when it is asked again
 * before it is through with the last answer. Here that is asked once, at the end.
 */
final class AmqpLook implements QueueLook {

    /** Without a message for so long the broker is asked whether there is one. */
    private static final long WAIT_MILLIS = 200;

    private final Looking looking;

    private AmqpLook(Looking looking) {
        this.looking = looking;
    }

    static QueueLook into(JmsSession session, String queue) throws JMSException {
        Looking looking = new Looking(session, (JmsDestination) session.createQueue(queue));
        looking.init();
        return new AmqpLook(looking);
    }

    @Override
    public @Nullable Object next() throws JMSException {
        return looking.receive(WAIT_MILLIS);
    }

    @Override
    public void close() throws JMSException {
        looking.close();
    }

    /** A consumer that takes nothing. */
    private static final class Looking extends JmsMessageConsumer {

        Looking(JmsSession session, JmsDestination queue) throws JMSException {
            super(new JmsConsumerId(idOf(session, queue), Long.MAX_VALUE), session, queue, null, false);
        }

        /** Which a session tells its own package alone, and its consumers everybody. This one fetches nothing. */
        private static JmsSessionId idOf(JmsSession session, JmsDestination queue) throws JMSException {
            try (MessageConsumer one = session.createConsumer(queue)) {
                return ((JmsMessageConsumer) one).getConsumerId().getParentId();
            }
        }

        @Override
        public boolean isBrowser() {
            return true;
        }
    }
}
