package com.ainative.gateway.broker;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message to send.
 *
 * @param id unique to it: a broker that looks for duplicates drops a second message of the same id
 * @param queue where to; a topic with Kafka
 * @param properties by names of {@link MessageProperties}
 * @param replyTo where its receiver answers to
 * @param priority 0 to 9
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares messages, and bodies may be large
public record Outgoing(String id, String queue, byte[] body, Map<String, String> properties, @Nullable String replyTo,
        @Nullable String correlationId, int priority) {

    public Outgoing {
        properties = Map.copyOf(properties);
    }
}
