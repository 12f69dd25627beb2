package com.ainative.gateway.config;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
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

    /** What may follow the dot: nothing that a broker or its client takes for more than a name. */
    private static final Pattern REST = Pattern.compile("[A-Za-z0-9._@-]{1,200}");

    public IngestConfig {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** Whether it is a queue for answers: an address a sender could write must not lead to somebody else's requests. */
    public boolean isForReplies(String queue) {
        return queue.equals(replies) || (queue.startsWith(replies + ".")
                && REST.matcher(queue).region(replies.length() + 1, queue.length()).matches());
    }

    /**
     * Whether answers to one caller may go there. At the broker in this process everybody's own queue is called by their
     * subject; who may read what at another, that one knows.
     */
    public boolean mayReplyTo(String queue, String subject) {
        return queue.equals(replies) || (broker == null ? isOwn(queue, subject) : isForReplies(queue));
    }

    /** Whether it is called by that subject, if its name can be part of a queue's. */
    public boolean isOwn(String queue, String subject) {
        return queue.equals(replies + "." + subject) && isForReplies(queue);
    }
}
