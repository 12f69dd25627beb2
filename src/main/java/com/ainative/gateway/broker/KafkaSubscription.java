package com.ainative.gateway.broker;

import java.util.ArrayList;
import java.util.List;

/** What is handed over of one topic, by some consumers of one group. */
final class KafkaSubscription implements Subscription {

    private final String topic;
    private final List<KafkaLoop> loops;
    private final List<Thread> threads = new ArrayList<>();

    /** Begins at once. */
    KafkaSubscription(String topic, List<KafkaLoop> loops) {
        this.topic = topic;
        this.loops = List.copyOf(loops);
        for (KafkaLoop loop : loops) {
            threads.add(Thread.ofPlatform().daemon().name("kafka-" + topic + "-" + threads.size()).start(loop));
        }
    }

    String topic() {
        return topic;
    }

    /** As {@link KafkaLoop#waiting}. */
    long waiting() {
        return loops.stream().mapToLong(KafkaLoop::waiting).filter(count -> count >= 0).reduce(Long::sum).orElse(-1);
    }

    @Override
    public void close() {
        loops.forEach(KafkaLoop::stop);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
