package com.ainative.gateway.broker;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of message properties, the same with every broker. JMS wants them to be identifiers. */
public final class MessageProperties {

    /** The sender's token, without "Bearer". */
    public static final String TOKEN = "gateway_token";
    /** The same request sent twice is answered once. */
    public static final String IDEMPOTENCY_KEY = "gateway_idempotency_key";
    /** When an answer is of no use any more, as ISO 8601 instant, such as 2026-11-25T12:00:00Z. */
    public static final String DEADLINE = "gateway_deadline";
    /** For brokers whose messages have no such field of their own, as Kafka's: 0 to 9. */
    public static final String PRIORITY = "gateway_priority";
    public static final String REPLY_TO = "gateway_reply_to";
    public static final String CORRELATION_ID = "gateway_correlation_id";

    /** What the gateway calls the request. */
    public static final String JOB = "gateway_job";
    /** The status the answer would have over HTTP. */
    public static final String STATUS = "gateway_status";
    /** Number of a part of a streamed answer, from 0. */
    public static final String CHUNK = "gateway_chunk";
    /** Whether this is the last message of an answer. */
    public static final String FINAL = "gateway_final";
    /** Of a dead letter: why, as one word for machines. */
    public static final String REASON = "gateway_reason";
    /** Of a dead letter: how often it was tried. */
    public static final String TRIES = "gateway_tries";

    /** What is read of messages that come in; all else stays outside. */
    public static final Set<String> INCOMING = Set.of(TOKEN, IDEMPOTENCY_KEY, DEADLINE, PRIORITY, REPLY_TO,
            CORRELATION_ID);

    /** Characters of a correlation id: it is sent back in a header, and brokers bound those. */
    private static final int LONGEST_CORRELATION = 1_000;

    private MessageProperties() {
    }

    /** What is wrong with a correlation id, in a sentence that does not show it; null where nothing is. */
    static @Nullable String wrongCorrelation(@Nullable String id) {
        return id == null || id.length() <= LONGEST_CORRELATION
                ? null
                : "The message's correlation id has " + id.length() + " characters; at most " + LONGEST_CORRELATION
                        + " are read.";
    }
}
