package com.ainative.gateway.broker;

import java.util.List;

/**
 * What was seen in a queue.
 *
 * @param cut whether more messages wait that were left out because these are so large
 */
public record Peeked(List<Incoming> messages, boolean cut) {

    /** Bytes of bodies behind which no more messages are looked at; the last may be beyond it. */
    static final long MOST_BYTES = 16L * 1024 * 1024;
    static final Peeked NOTHING = new Peeked(List.of(), false);

    public Peeked {
        messages = List.copyOf(messages);
    }
}
