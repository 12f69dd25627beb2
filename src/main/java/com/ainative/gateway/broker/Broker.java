package com.ainative.gateway.broker;

import java.util.List;
import java.util.Map;

/**
 * A connection to a message broker. It lives as long as the process, and comes back by itself when the broker was away.
 * Safe for use from any thread; all methods block, and are called on threads that may.
 */
public interface Broker extends AutoCloseable {

    /**
     * Begins to hand over what arrives in a queue, now or as soon as the broker is there.
     *
     * @param queue a queue, or with Kafka a topic
     */
    Subscription subscribe(String queue, Receiver receiver);

    /**
     * Sends. When this returns, the broker has on disk what it took. What one queue does not take holds up no other, but
     * after two queues that take nothing the rest is not tried.
     *
     * @return what became of each message, by its id
     */
    Map<String, Sent> sendEach(List<Outgoing> messages);

    /**
     * Sends, for those who can only go on when all were taken.
     *
     * @throws BrokerAwayException when one of them was not, and may be later
     * @throws UndeliverableException when one of them never will be
     */
    default void send(List<Outgoing> messages) {
        sendEach(messages).values().forEach(Sent::orThrow);
    }

    /**
     * What waits in a queue, without taking it.
     *
     * @param most how many at most; fewer where they are large
     * @throws BrokerAwayException when it cannot be reached
     */
    Peeked peek(String queue, int most);

    /** How it is. Does not wait for the broker. */
    BrokerStatus status();

    /** Hands over nothing more, lets what was handed over end, and disconnects. */
    @Override
    void close();
}
