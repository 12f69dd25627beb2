package com.ainative.gateway.broker;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are being sent: what became of each, and which are worth a try. A queue that takes nothing, as it is full,
 * must not hold up the others; when two take nothing it is the broker that is away, as far as one can tell.
 */
public final class Sending {

    private static final int MOST_AWAY = 2;
    private static final Sent TAKEN = new Sent.Taken();

    private final Map<String, Sent> became = new LinkedHashMap<>();
    /** Queues nothing more is sent to. */
    private final Map<String, Sent> closed = new HashMap<>();
    private int queuesAway;
    private @Nullable String trouble;

    /** Whether a message is to be sent; if it is not, what became of it is known now. */
    public boolean isWorthTrying(String id, String queue) {
        Sent same = closed.get(queue);
        if (same != null) {
            became.putIfAbsent(id, same);
        } else if (queuesAway >= MOST_AWAY) {
            became.putIfAbsent(id, new Sent.Untried(String.valueOf(trouble)));
        }
        return !became.containsKey(id);
    }

    /** What is said of a message first counts. */
    public void became(String id, String queue, Sent sent) {
        became.putIfAbsent(id, sent);
        if (sent instanceof Sent.Away(String why) && closed.putIfAbsent(queue, sent) == null) {
            queuesAway++;
            trouble = trouble == null ? why : trouble;
        }
    }

    /** By the messages' ids. */
    public Map<String, Sent> became() {
        return became;
    }

    /** No message to this queue will ever be taken. */
    void close(String queue, Sent.Undeliverable why) {
        closed.putIfAbsent(queue, why);
    }

    /** Those of which nothing else was said are there. */
    void othersTaken(List<Outgoing> messages) {
        messages.forEach(message -> became.putIfAbsent(message.id(), TAKEN));
    }

    /** Those of which nothing else was said are not tried. */
    void giveUp(List<Outgoing> messages, String why) {
        messages.forEach(message -> became.putIfAbsent(message.id(), new Sent.Untried(why)));
    }

    /** Why the first queue took nothing; null where none was like that. */
    @Nullable
    String trouble() {
        return trouble;
    }
}
