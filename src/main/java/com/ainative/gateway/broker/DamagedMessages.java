package com.ainative.gateway.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;

/**
 * Takes messages out of the way that are not what they say they are. Artemis' JMS client throws while it receives one,
 * and would do so for ever, with all that is behind it.
 */
final class DamagedMessages {

    private static final long WAIT_MILLIS = 1_000;
    /** Looked at in one go, and held meanwhile: what a consumer failed over is among the first, and more may always come. */
    private static final int MOST = 256;

    private DamagedMessages() {
    }

    /**
     * Hands over the damaged ones of the first messages in the queue, each as what it is.
     *
     * @param session a transacted one, of no other use
     */
    static void handOver(Session session, JmsConsumer.Work work) throws JMSException, InterruptedException {
        if (!(session instanceof ActiveMQSession artemis)) {
            return;
        }
        ClientSession core = artemis.getCoreSession();
        try (ClientConsumer consumer = core.createConsumer(work.queue())) {
            ClientMessage message = consumer.receive(WAIT_MILLIS);
            for (int looked = 0; message != null && looked < MOST; looked++) {
                if (isDamaged(message, core, work.reader())) {
                    work.apart().accept(work.receiver().take(List.of(incoming(message))));
                    message.individualAcknowledge();
                    core.commit();
                }
                message = consumer.receive(WAIT_MILLIS);
            }
        } catch (ActiveMQException e) {
            JMSException failed = new JMSException(e.getMessage());
            failed.initCause(e);
            throw failed;
        }
    }

    /** Whether the consumer would fail, found out by doing what it does. */
    private static boolean isDamaged(ClientMessage message, ClientSession core, JmsReader reader) {
        if (message.isLargeMessage() && message.getBodySize() > reader.longestAtBroker()) {
            return true;
        }
        try {
            // Without options, which are for objects: none is ever made.
            ActiveMQMessage received = ActiveMQMessage.createMessage(message, core, null);
            received.doBeforeReceive();
            reader.read(received);
            return false;
        } catch (ActiveMQInterruptedException e) {
            throw e;
        } catch (Throwable e) { // whatever its bytes lead to, an array of two gigabytes among it
            return !core.isClosed();
        }
    }

    private static Incoming incoming(ClientMessage message) {
        return new Incoming("damaged-" + message.getMessageID(), new byte[0],
                Map.of(), null, null, message.getPriority(), Math.max(1, message.getDeliveryCount()),
                "The message is not what it says it is, or too large; send it again as a TextMessage or a BytesMessage.");
    }
}
