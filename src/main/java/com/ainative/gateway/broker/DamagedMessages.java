package com.ainative.gateway.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.apache.activemq.artemis.reader.TextMessageUtil;

/**
 * Takes messages out of the way that say they are text and are not. Artemis' JMS client throws while it receives one, and
 * would do so for ever, with all that is behind it.
 */
final class DamagedMessages {

    private static final long WAIT_MILLIS = 1_000;

    private DamagedMessages() {
    }

    /**
     * Hands over the first damaged message, if there is one, as what it is.
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
            while (message != null) {
                if (isDamaged(message)) {
                    work.apart().accept(work.receiver().take(List.of(incoming(message))));
                    message.individualAcknowledge();
                    core.commit();
                    return;
                }
                message = consumer.receive(WAIT_MILLIS);
            }
        } catch (ActiveMQException e) {
            JMSException failed = new JMSException(e.getMessage());
            failed.initCause(e);
            throw failed;
        }
    }

    private static boolean isDamaged(ClientMessage message) {
        if (message.getType() != ClientMessage.TEXT_TYPE) {
            return false;
        }
        try {
            TextMessageUtil.readBodyText(message.getBodyBuffer());
            return false;
        } catch (RuntimeException e) { // whatever its bytes lead to
            return true;
        }
    }

    private static Incoming incoming(ClientMessage message) {
        return new Incoming("damaged-" + message.getMessageID(), new byte[0],
                Map.of(), null, null, message.getPriority(), Math.max(1, message.getDeliveryCount()),
                "The message says it is text, and its body is none; send it again as a TextMessage or a BytesMessage.");
    }
}
