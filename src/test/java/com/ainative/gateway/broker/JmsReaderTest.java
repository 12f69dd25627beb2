package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.junit.jupiter.api.DisplayName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of messages that no client would send, and some clients show all the same. */
class JmsReaderTest {

    private final Map<String, Object> says = new HashMap<>(
            Map.of("getJMSMessageID", "ID:1", "getText", "{}", "getJMSPriority", 4, "getJMSTimestamp", 17L,
                    "getJMSExpiration", 0L, "getJMSReplyTo", new ActiveMQQueue("chat.replies")));

    private final Map<String, @Nullable String> properties = new HashMap<>();

    private Incoming read() throws JMSException {
        TextMessage message = (TextMessage) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{TextMessage.class}, (self, method, arguments) -> {
                    Object said = says.get(method.getName());
                    if (method.getName().equals("getObjectProperty")) {
                        return properties.get(String.valueOf(arguments[0]));
                    }
                    if (method.getName().equals("propertyExists")) {
                        return properties.get(String.valueOf(arguments[0])) != null;
                    }
                    if (said instanceof Throwable thrown) {
                        throw thrown;
                    }
                    return said;
                });
        return new JmsReader(100).read(message);
    }

    @Test
    @DisplayName("GIVEN text that the client cannot make text of WHEN read THEN the message is unreadable, and its sender can be answered")
    void read_textOfBadBytes() throws JMSException {
        says.put("getText", new JMSException("Cannot decode String in UTF-8"));
        Incoming plain = read();
        says.put("getText", new IllegalStateException("no text"));
        Incoming other = read();

        assertThat(plain.unreadable()).startsWith("The message's body is damaged");
        assertThat(plain.replyTo()).isEqualTo("chat.replies");
        assertThat(plain.id()).isEqualTo("ID:1");
        assertThat(other.unreadable()).isEqualTo(plain.unreadable());
    }

    @Test
    @DisplayName("GIVEN headers that are not what they should be WHEN read THEN the message is unreadable, and has its id")
    void read_badHeaders() throws JMSException {
        says.put("getJMSReplyTo", new ClassCastException("bytes"));

        Incoming message = read();

        assertThat(message.unreadable()).startsWith("The message's headers are damaged");
        assertThat(message.id()).isEqualTo("ID:1");
    }

    @Test
    @DisplayName("GIVEN no id, or one too long WHEN read THEN it is made of what the message says, and of another another")
    void read_withoutId() throws JMSException {
        says.remove("getJMSMessageID");
        String first = read().id();
        says.put("getJMSCorrelationID", "c1");
        String correlated = read().id();
        says.put("getJMSMessageID", "x".repeat(1_001));
        String tooLong = read().id();

        assertThat(first).matches("digest-[0-9a-f]{64}");
        says.remove("getJMSMessageID");
        assertThat(read().id()).as("handed over again").isEqualTo(correlated).isNotEqualTo(first);
        assertThat(tooLong).startsWith("digest-").isNotEqualTo(correlated);
    }

    @Test
    @DisplayName("GIVEN correlation ids as long as they may be, and longer WHEN read THEN the one is kept, and the other refused without being shown")
    void read_longCorrelation() throws JMSException {
        says.put("getJMSCorrelationID", "c".repeat(1_000));
        Incoming kept = read();
        says.put("getJMSCorrelationID", "c".repeat(1_001));
        Incoming refused = read();

        assertThat(kept.unreadable()).isNull();
        assertThat(kept.correlationId()).hasSize(1_000);
        assertThat(refused.unreadable())
                .isEqualTo("The message's correlation id has 1001 characters; at most 1000 are read.");
        assertThat(refused.correlationId()).isNull();
        assertThat(refused.body()).isEmpty();
        assertThat(refused.replyTo()).isEqualTo("chat.replies");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"0, -, -", "1000, -, 1970-01-01T00:00:01Z",
        "1000, 2026-11-25T12:00:00Z, 1970-01-01T00:00:01Z", "1000, 1970-01-01T00:00:00.5Z, 1970-01-01T00:00:00.5Z",
        "1000, tomorrow, tomorrow", "0, tomorrow, tomorrow"})
    @DisplayName("GIVEN a time to live, and what the sender says of a deadline WHEN read THEN the earlier is the deadline, and a wrong one stays wrong")
    void read_timeToLive(long expires, @Nullable String said, @Nullable String deadline) throws JMSException {
        says.put("getJMSExpiration", expires);
        properties.put(MessageProperties.DEADLINE, said);

        assertThat(read().properties().get(MessageProperties.DEADLINE)).isEqualTo(deadline);
    }
}
