package com.ainative.gateway.config;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The message broker requests may come from.
 *
 * @param broker null for the one in this process, else its address: {@code tcp://} Artemis, {@code amqp://} and
 *     {@code amqps://} AMQP 1.0, {@code kafka://host:port,host:port}
 * @param user null where the broker wants none
 * @param options passed to the client of the broker as they are, such as {@code security.protocol} for Kafka
 * @param queue requests come from
 * @param replies where answers go whose sender did not say; names that begin with it and a dot may be said
 * @param deadLetters where requests go that could not be answered
 * @param listen where the broker in this process takes connections; null where it takes none
 */
public record IngestConfig(@Nullable URI broker, @Nullable String user, @Nullable Secret password,
        Map<String, Secret> options, String queue, String replies, String deadLetters, @Nullable HostPort listen) {

    /** Where requests come from unless another queue is configured. */
    public static final String QUEUE = "chat.requests";

    public IngestConfig {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** Whether an answer may be sent there: an address a sender could write must not lead to somebody else's queue. */
    public boolean mayReplyTo(String address) {
        return address.equals(replies) || address.startsWith(replies + ".");
    }
}
