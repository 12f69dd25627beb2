package com.ainative.gateway.broker;

import java.util.List;

/** Takes what arrives in a queue. */
public interface Receiver {

    /**
     * Takes some messages, in the order of their arrival. Called by several threads at once, each with messages of its own.
     * May block as long as it likes: meanwhile no more are fetched on this thread, the broker waits, and nothing of it is
     * counted as a failed delivery.
     *
     * @return what is sent together with the acknowledgement of all of them, in one transaction where the broker has such
     * @throws InterruptedException when the subscription is being closed: none is acknowledged, and they are handed over
     *     again, to whom it may be
     */
    List<Outgoing> take(List<Incoming> messages) throws InterruptedException;
}
