package com.ainative.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A receiver that remembers what it was handed, and can be told to be slow, to fail, or to answer. */
final class KafkaInbox implements Receiver {

    private final List<List<Incoming>> handed = new CopyOnWriteArrayList<>();
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int failures;
    private volatile List<Outgoing> answers = List.of();

    @Override
    public List<Outgoing> take(List<Incoming> messages) throws InterruptedException {
        handed.add(messages);
        try {
            gate.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
        if (handed.size() <= failures) {
            throw new IllegalStateException("the disk is full");
        }
        return answers;
    }

    /** What is handed over from now on is held until {@link #release}. */
    KafkaInbox hold() {
        gate = new CountDownLatch(1);
        return this;
    }

    void release() {
        gate.countDown();
    }

    /** The first so many are not taken. */
    KafkaInbox fail(int times) {
        failures = times;
        return this;
    }

    KafkaInbox answer(Outgoing... messages) {
        answers = List.of(messages);
        return this;
    }

    void awaitInterrupt() throws InterruptedException {
        interrupted.await();
    }

    /** Each call. */
    List<List<Incoming>> handed() {
        return handed;
    }

    List<String> bodies() {
        return messages().map(message -> new String(message.body(), UTF_8)).toList();
    }

    List<String> ids() {
        return messages().map(Incoming::id).toList();
    }

    Stream<Incoming> messages() {
        return handed.stream().flatMap(List::stream);
    }
}
