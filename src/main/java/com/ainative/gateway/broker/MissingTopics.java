package com.ainative.gateway.broker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Topics that Kafka said a while ago it does not have. To ask again would each time cost seconds, in which others wait. */
final class MissingTopics {

    static final Duration MEMORY = Duration.ofSeconds(60);
    /** Senders name topics, and could name any number of them. */
    static final int MOST = 1_000;

    private final LongSupplier nanoTime;
    /** When each was missed; the oldest first. */
    private final Map<String, Long> since = new LinkedHashMap<>();

    /** @param nanoTime monotonic, as {@link System#nanoTime} */
    MissingTopics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void add(String topic) {
        since.remove(topic);
        since.put(topic, nanoTime.getAsLong());
        if (since.size() > MOST) {
            since.remove(since.keySet().iterator().next());
        }
    }

    synchronized boolean contains(String topic) {
        Long missed = since.get(topic);
        return missed != null && nanoTime.getAsLong() - missed < MEMORY.toNanos();
    }
}
