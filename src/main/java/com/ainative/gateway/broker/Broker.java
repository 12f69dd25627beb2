package com.ainative.gateway.broker;

import java.util.List;

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
     * Sends. When this returns, the broker has all of them on disk.
     *
     * @throws BrokerAwayException when it cannot be reached or did not take all of them; some of them may have been taken
     * @throws UndeliverableException when it is there and will never take one of them
     */
    void send(List<Outgoing> messages);

    /**
     * What waits in a queue, without taking it.
     *
     * @param most how many at most
     * @throws BrokerAwayException when it cannot be reached
     */
    List<Incoming> peek(String queue, int most);

    /** How it is. Does not wait for the broker. */
    BrokerStatus status();

    /** Hands over nothing more, lets what was handed over end, and disconnects. */
    @Override
    void close();
}
