package com.ainative.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Kafka's records as messages. Nothing of them is more than bytes and UTF-8, and nothing is made into an object. */
final class KafkaReader {

    /** A token is the longest of them. */
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final byte[] SERIALIZED_JAVA = {(byte) 0xAC, (byte) 0xED, 0, 5};

    private final int maxBytes;

    /** @param maxBytes the largest body that is read */
    KafkaReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    Incoming read(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> properties = new HashMap<>();
        String unreadable = unreadableBody(record.value());
        for (String name : new TreeSet<>(MessageProperties.INCOMING)) {
            String wrong = readHeader(record.headers().headers(name).iterator(), name, properties);
            unreadable = unreadable == null ? wrong : unreadable;
        }
        String wrongCorrelation = MessageProperties.wrongCorrelation(
                properties.get(MessageProperties.CORRELATION_ID));
        if (wrongCorrelation != null) {
            properties.remove(MessageProperties.CORRELATION_ID);
            unreadable = unreadable == null ? wrongCorrelation : unreadable;
        }
        // The time, too: a topic that is deleted and made again counts from 0 again.
        String id = record.topic() + "-" + record.partition() + "-" + record.offset() + "-" + record.timestamp();
        return new Incoming(id, unreadable == null ? record.value() : new byte[0], properties,
                properties.get(MessageProperties.REPLY_TO), properties.get(MessageProperties.CORRELATION_ID),
                priority(properties.get(MessageProperties.PRIORITY)), 1, unreadable);
    }

    private @Nullable String unreadableBody(byte @Nullable [] value) {
        if (value == null) {
            return "The message has no value; it must be a chat request in JSON.";
        }
        if (value.length > maxBytes) {
            return "The message has " + value.length + " bytes; at most " + maxBytes + " are read.";
        }
        if (Arrays.equals(value, 0, Math.min(value.length, SERIALIZED_JAVA.length), SERIALIZED_JAVA, 0,
                SERIALIZED_JAVA.length)) {
            return "The message is a serialized Java object; it must be a chat request in JSON.";
        }
        return null;
    }

    /** Puts it among the properties where it can be read; otherwise says why not. */
    private static @Nullable String readHeader(Iterator<Header> headers, String name, Map<String, String> properties) {
        byte[] value = headers.hasNext() ? headers.next().value() : null;
        if (headers.hasNext()) {
            return "The message has several headers " + name + "; it must have one.";
        }
        if (value == null) {
            return null;
        }
        if (value.length > MAX_HEADER_BYTES) {
            return "The message's header " + name + " has " + value.length + " bytes; at most " + MAX_HEADER_BYTES
                    + " are read.";
        }
        try {
            properties.put(name, UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
            return null;
        } catch (CharacterCodingException e) {
            return "The message's header " + name + " is not UTF-8.";
        }
    }

    private static int priority(@Nullable String said) {
        return said != null && said.matches("[0-9]") ? said.charAt(0) - '0' : Incoming.USUAL_PRIORITY;
    }
}
