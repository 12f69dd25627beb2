package com.ainative.gateway.broker;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Sends messages in one JMS session: as text where their bodies are text, else as bytes. */
final class JmsWriter {

    /** Where Artemis looks for what makes a message one of a kind. Other brokers see a property that says nothing. */
    private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

    private final Session session;
    /** Of the queue that something was sent to last, which is often the next one, too. */
    private @Nullable MessageProducer producer;
    private String queue = "";

    JmsWriter(Session session) {
        this.session = session;
    }

    void write(Outgoing outgoing) throws JMSException {
        JmsQueues.mustBeThere(session, outgoing.queue());
        Message message = message(outgoing);
        MessageProducer to = producerFor(outgoing.queue());
        try {
            to.send(message, DeliveryMode.PERSISTENT, outgoing.priority(), Message.DEFAULT_TIME_TO_LIVE);
        } catch (JMSException | RuntimeException e) {
            producer = null; // it may have been closed by the broker
            throw e;
        }
    }

    /** One for each queue, not one for all: only then a broker that speaks AMQP says what is wrong with a queue. */
    private MessageProducer producerFor(String name) throws JMSException {
        MessageProducer last = producer;
        if (last != null && name.equals(queue)) {
            return last;
        }
        producer = null;
        if (last != null) {
            last.close();
        }
        MessageProducer next = session.createProducer(JmsQueues.named(session, name));
        queue = name;
        producer = next;
        return next;
    }

    private Message message(Outgoing outgoing) throws JMSException {
        Message message = withBody(outgoing.body());
        Queue replyTo = outgoing.replyTo() == null ? null : JmsQueues.named(session, outgoing.replyTo());
        try {
            setHeaders(message, outgoing, replyTo);
        } catch (JMSException | RuntimeException e) { // the clients throw either kind, without asking the broker
            throw new UndeliverableException("A header of the message, such as its correlation id, is none that the"
                    + " message broker's protocol has.", e);
        }
        return message;
    }

    private static void setHeaders(Message message, Outgoing outgoing, @Nullable Queue replyTo) throws JMSException {
        message.setStringProperty(DUPLICATE_ID, outgoing.id());
        for (Map.Entry<String, String> property : outgoing.properties().entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        if (replyTo != null) {
            message.setJMSReplyTo(replyTo);
        }
        message.setJMSCorrelationID(outgoing.correlationId());
    }

    private Message withBody(byte[] body) throws JMSException {
        try {
            return session.createTextMessage(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            return message;
        }
    }
}
