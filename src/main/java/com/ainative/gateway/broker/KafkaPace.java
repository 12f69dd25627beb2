package com.ainative.gateway.broker;

import java.time.Duration;

/**
 * How fast messages of Kafka are taken.
 *
 * @param batch how many are handed over at once, at most
 * @param maxPollInterval after which silence a consumer has lost its partitions; how long a receiver takes is no silence
 * @param answer how long the broker may take to answer; twice as long to have a message in all replicas in sync
 * @param backoff between two tries of what went wrong
 * @param check how often the broker is asked whether it is there and how much waits
 * @param grace how long a receiver that is at work may go on when its partitions are taken away, or all ends
 */
record KafkaPace(int batch, Duration maxPollInterval, Duration answer, Duration backoff, Duration check,
        Duration grace) {

    static final KafkaPace USUAL = new KafkaPace(128, Duration.ofMinutes(5), Duration.ofSeconds(5),
            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(1));
}
