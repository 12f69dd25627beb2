package com.ainative.gateway.broker;

import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads JMS messages: text and bytes, never an object, and of their properties only those that mean something here. */
final class JmsReader {

    /** When Artemis found a message expired, which it then puts into a queue for such, to expire no more. */
    private static final String EXPIRED = "_AMQ_ACTUAL_EXPIRY";
    private static final byte[] NOTHING = new byte[0];
    private static final String DAMAGED = "The message's body is damaged; send it again as a TextMessage or a BytesMessage.";
    private static final String HEADERS_DAMAGED = "The message's headers are damaged; send it again with a queue as"
            + " reply-to and text as properties.";
    /** Bytes that stand before a text at the broker. */
    private static final int TEXT_FRAME = 16;

    private final int longest;

    /** @param longest how many bytes of a body are read; a larger one is not read at all */
    JmsReader(int longest) {
        this.longest = longest;
    }

    /** One of which the client shows nothing. */
    static Incoming damaged() {
        return new Incoming("damaged", NOTHING, Map.of(), null, null, Incoming.USUAL_PRIORITY, 1, DAMAGED);
    }

    /** How many bytes a body may have at the broker and yet be read: text has up to two for each that is counted here. */
    long longestAtBroker() {
        return 2L * longest + TEXT_FRAME;
    }

    /** @throws JMSException when the connection broke meanwhile */
    Incoming read(Message message) throws JMSException {
        String id = message.getJMSMessageID();
        int deliveries = deliveries(message);
        try {
            return read(message, id, deliveries);
        } catch (JMSException | RuntimeException e) { // a header of a kind that is not expected, such as bytes
            return new Incoming(MessageIds.of(id, NOTHING), NOTHING, Map.of(), null, null, Incoming.USUAL_PRIORITY,
                    deliveries, HEADERS_DAMAGED);
        }
    }

    private Incoming read(Message message, @Nullable String id, int deliveries) throws JMSException {
        Map<String, String> properties = properties(message);
        String ownReplyTo = queueName(message.getJMSReplyTo());
        String replyTo = ownReplyTo == null ? properties.get(MessageProperties.REPLY_TO) : ownReplyTo;
        String ownCorrelation = message.getJMSCorrelationID();
        String correlationId = ownCorrelation == null
                ? properties.get(MessageProperties.CORRELATION_ID)
                : ownCorrelation;
        byte[] body = NOTHING;
        String unreadable = null;
        try {
            body = body(message);
        } catch (UnreadableBodyException e) {
            unreadable = e.getMessage();
        } catch (JMSException | RuntimeException e) { // the clients throw either kind; a broken connection is seen later
            unreadable = DAMAGED;
        }
        String known = MessageIds.of(id, body, correlationId, replyTo, Long.toString(message.getJMSTimestamp()),
                properties.get(MessageProperties.TOKEN));
        String wrong = MessageProperties.wrongCorrelation(correlationId);
        if (wrong != null) {
            properties.remove(MessageProperties.CORRELATION_ID);
            return new Incoming(known, NOTHING, properties, replyTo, null, message.getJMSPriority(), deliveries, wrong);
        }
        return new Incoming(known, body, properties, replyTo, correlationId, message.getJMSPriority(), deliveries,
                unreadable);
    }

    private byte[] body(Message message) throws JMSException, UnreadableBodyException {
        return switch (message) {
            case TextMessage text -> bounded(text.getText());
            case BytesMessage bytes -> bounded(bytes);
            case ObjectMessage any -> throw otherKind("an ObjectMessage");
            case MapMessage any -> throw otherKind("a MapMessage");
            case StreamMessage any -> throw otherKind("a StreamMessage");
            default -> throw otherKind("without a body");
        };
    }

    private byte[] bounded(@Nullable String text) throws UnreadableBodyException {
        if (text == null) {
            return NOTHING;
        }
        byte[] body = text.getBytes(UTF_8);
        if (body.length > longest) {
            throw tooLong(body.length);
        }
        return body;
    }

    private byte[] bounded(BytesMessage message) throws JMSException, UnreadableBodyException {
        long length = message.getBodyLength();
        if (length > longest) {
            throw tooLong(length);
        }
        byte[] body = new byte[(int) length];
        message.readBytes(body);
        return body;
    }

    private static UnreadableBodyException otherKind(String kind) {
        return new UnreadableBodyException("The message is " + kind
                + "; send the request's JSON as a TextMessage or, in UTF-8, as a BytesMessage.");
    }

    private UnreadableBodyException tooLong(long length) {
        return new UnreadableBodyException("The message's body has " + length + " bytes; at most " + longest
                + " are read.");
    }

    private static Map<String, String> properties(Message message) throws JMSException {
        Map<String, String> properties = new HashMap<>();
        for (String name : MessageProperties.INCOMING) {
            Object value = message.propertyExists(name) ? message.getObjectProperty(name) : null;
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                properties.put(name, value.toString());
            }
        }
        long expires = expires(message);
        if (expires > 0) {
            properties.merge(MessageProperties.DEADLINE, Instant.ofEpochMilli(expires).toString(), JmsReader::earlier);
        }
        return properties;
    }

    /** @return milliseconds since 1970; 0 for never */
    private static long expires(Message message) throws JMSException {
        return message.propertyExists(EXPIRED) ? message.getLongProperty(EXPIRED) : message.getJMSExpiration();
    }

    /** The earlier deadline; one that is none stays, for its sender to be told. */
    private static String earlier(String said, String expires) {
        try {
            return Instant.parse(said).isAfter(Instant.parse(expires)) ? expires : said;
        } catch (DateTimeException e) {
            return said;
        }
    }

    private static @Nullable String queueName(@Nullable Destination destination) throws JMSException {
        return destination instanceof Queue queue ? queue.getQueueName() : null;
    }

    private static int deliveries(Message message) throws JMSException {
        return message.propertyExists("JMSXDeliveryCount")
                ? Math.max(1, message.getIntProperty("JMSXDeliveryCount"))
                : 1;
    }

    /** Why a body is not read, in a sentence for its sender. */
    private static final class UnreadableBodyException extends Exception {

        private static final long serialVersionUID = 1;

        UnreadableBodyException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
