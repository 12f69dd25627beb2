package com.ainative.gateway.broker;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends to a broker of one kind. */
interface Sender extends AutoCloseable {

    Logger LOG = LoggerFactory.getLogger(Broker.class);

    /** As {@link Broker#sendEach}. */
    Map<String, Sent> send(List<Outgoing> messages);

    /**
     * Sends what a receiver answers. What will never arrive is not worth that the messages it answers come back for ever.
     *
     * @throws BrokerAwayException when one of them is to be sent again
     */
    default void answer(List<Outgoing> answers) {
        Map<String, Sent> became = send(answers);
        for (Outgoing answer : answers) {
            Sent sent = Objects.requireNonNull(became.get(answer.id()));
            if (sent instanceof Sent.Undeliverable(String why)) {
                LOG.warn("The answer {} to queue {} is dropped: {}", answer.id(), answer.queue(), why);
            } else {
                sent.orThrow();
            }
        }
    }

    @Override
    void close();
}
