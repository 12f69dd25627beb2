package com.ainative.gateway.broker;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that has arrived.
 *
 * @param id the broker's own, the same for each delivery; a digest of the message where it has none
 * @param body as sent; empty where there is none or it cannot be read
 * @param properties those of {@link MessageProperties#INCOMING}, and no others; each is text
 * @param replyTo the queue its sender wants an answer in; null where it did not say
 * @param correlationId what the sender knows it by
 * @param priority 0 to 9; 4 is usual
 * @param deliveries how often it has been handed over, this time included; 1 where the broker does not count
 * @param unreadable why there is no body, in a sentence; null where there is
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares messages, and bodies may be large
public record Incoming(String id, byte[] body, Map<String, String> properties, @Nullable String replyTo,
        @Nullable String correlationId, int priority, int deliveries, @Nullable String unreadable) {

    /** JMS's priority of messages that say none. */
    public static final int USUAL_PRIORITY = 4;

    public Incoming {
        properties = Map.copyOf(properties);
    }
}
