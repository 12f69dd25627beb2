package com.ainative.gateway.broker;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Sends messages in one JMS session: as text where their bodies are text, else as bytes. */
final class JmsWriter {

    /** Where Artemis looks for what makes a message one of a kind. Other brokers see a property that says nothing. */
    private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

    private final Session session;
    private final MessageProducer producer;
    private final QueueCheck check;

    JmsWriter(Session session) throws JMSException {
        this.session = session;
        this.producer = session.createProducer(null);
        this.check = QueueCheck.of(session);
    }

    void write(Outgoing outgoing) throws JMSException {
        check.mustBeThere(outgoing.queue());
        producer.send(session.createQueue(outgoing.queue()), message(outgoing), DeliveryMode.PERSISTENT,
                outgoing.priority(), Message.DEFAULT_TIME_TO_LIVE);
    }

    private Message message(Outgoing outgoing) throws JMSException {
        Message message = withBody(outgoing.body());
        message.setStringProperty(DUPLICATE_ID, outgoing.id());
        for (Map.Entry<String, String> property : outgoing.properties().entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        if (outgoing.replyTo() != null) {
            message.setJMSReplyTo(session.createQueue(outgoing.replyTo()));
        }
        message.setJMSCorrelationID(outgoing.correlationId());
        return message;
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
