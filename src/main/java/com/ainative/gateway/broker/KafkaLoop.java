package com.ainative.gateway.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer and its thread: polls, hands over, acknowledges. Offsets are committed only of messages that were taken
 * and whose answers are sent, and while one handing is out nothing else is fetched: a process that dies leaves its
 * messages to be handed over again. All fields but those that say so belong to the thread.
 */
final class KafkaLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBroker.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** While partitions are paused: long enough for the group's business, too short to keep an end of work waiting. */
    private static final Duration BRIEF_POLL = Duration.ofMillis(10);
    /** How long a receiver that was interrupted may take to come back. */
    private static final Duration LAST_GRACE = Duration.ofSeconds(10);

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Function<ConsumerRecords<byte[], byte[]>, KafkaHanding> receiver;
    private final KafkaFailure failures;
    private final KafkaHealth health;
    private final KafkaPace pace;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>();
    private final KafkaBatch batch;
    private @Nullable KafkaHanding out;
    private boolean refused;
    private long checkAt = System.nanoTime();
    /** Read by others; negative where it is not known. */
    private volatile long waiting = -1;

    KafkaLoop(String topic, Supplier<Consumer<byte[], byte[]>> consumers,
            Function<ConsumerRecords<byte[], byte[]>, KafkaHanding> receiver, KafkaFailure failures,
            KafkaHealth health, KafkaPace pace) {
        this.topic = topic;
        this.consumers = consumers;
        this.receiver = receiver;
        this.failures = failures;
        this.health = health;
        this.pace = pace;
        this.batch = new KafkaBatch(pace.batch());
    }

    /** Asks it to end; may be called from any thread. */
    void stop() {
        stopping.countDown();
    }

    /** Messages of its partitions that are not acknowledged; negative where that is not known. From any thread. */
    long waiting() {
        return waiting;
    }

    @Override
    public void run() {
        try {
            do {
                connect();
            } while (!stopping.await(pace.backoff().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.atWarn().log("Nothing more is read of topic {}: its thread was interrupted", topic);
        }
    }

    private void connect() throws InterruptedException {
        Consumer<byte[], byte[]> consumer;
        try {
            consumer = consumers.get();
        } catch (RuntimeException | Error e) { // a host that has no address yet, a key store that is not there
            health.away(topic, failures.sentence(topic, e));
            return;
        }
        try {
            consumer.subscribe(List.of(topic), new Partitions(consumer));
            while (stopping.getCount() > 0) {
                attempt(consumer);
            }
            finish(consumer);
        } finally {
            waiting = -1;
            leave(consumer);
        }
    }

    private void attempt(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        try {
            turn(consumer);
        } catch (RuntimeException | Error e) { // whatever it is: without this thread nobody reads the topic
            health.away(topic, failures.sentence(topic, e));
            waiting = -1;
            pause();
        }
    }

    private void turn(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        KafkaHanding handing = out;
        if (handing == null) {
            poll(consumer);
            if (!batch.isEmpty()) {
                consumer.pause(consumer.assignment());
                out = receiver.apply(batch.together());
                batch.clear();
            }
        } else if (handing.hasEnded(POLL)) {
            settle(consumer, handing);
        } else {
            consumer.poll(BRIEF_POLL);
        }
        commit(consumer);
        if (System.nanoTime() - checkAt >= 0) {
            check(consumer);
            checkAt = System.nanoTime() + pace.check().toNanos();
        }
    }

    /** What was polled before it failed is there the next time. */
    private void poll(Consumer<byte[], byte[]> consumer) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(batch.isEmpty() ? POLL : Duration.ZERO);
        while (!polled.isEmpty()) {
            batch.add(polled);
            polled = batch.isFull() ? ConsumerRecords.empty() : consumer.poll(Duration.ZERO);
        }
    }

    /** Of a handing that has ended. */
    private void settle(Consumer<byte[], byte[]> consumer, KafkaHanding handing) throws InterruptedException {
        Throwable failure = handing.failure();
        if (failure == null) {
            taken.putAll(handing.next());
            refused = false;
        } else {
            handing.firsts().forEach(consumer::seek);
            if (!refused) {
                LOG.atWarn().setCause(failure)
                        .log("Messages of topic {} are not taken and handed over again until they are", topic);
            }
            refused = true;
            pause();
        }
        out = null;
        consumer.resume(consumer.paused());
    }

    private void commit(Consumer<byte[], byte[]> consumer) {
        if (taken.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(Map.copyOf(taken), pace.answer());
            taken.clear();
        } catch (RebalanceInProgressException e) {
            LOG.atDebug().log("Acknowledging topic {} waits for the group", topic);
        } catch (CommitFailedException e) {
            LOG.atInfo().log("Messages of topic {} went to another member of the group; they are handed over again",
                    topic);
            taken.clear();
        }
    }

    /** Asks the broker something, as a client says nothing when it is away. */
    private void check(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> mine = consumer.assignment();
        long sum = 0;
        if (mine.isEmpty()) {
            if (consumer.partitionsFor(topic, pace.answer()).isEmpty()) {
                health.away(topic, failures.missing(topic));
                return;
            }
            consumer.committed(Set.of(new TopicPartition(topic, 0)), pace.answer());
        }
        for (Map.Entry<TopicPartition, Long> end : consumer.endOffsets(mine, pace.answer()).entrySet()) {
            TopicPartition partition = end.getKey();
            Long first = out == null ? null : out.firsts().get(partition);
            sum += end.getValue() - (first == null ? consumer.position(partition, pace.answer()) : first);
        }
        waiting = sum;
        health.there(topic);
        // Who asks for the trouble before sending would otherwise never send again.
        health.there(KafkaSender.SENDING);
    }

    private void finish(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        KafkaHanding handing = out;
        if (handing != null && !handing.hasEnded(pace.grace())) {
            handing.interrupt();
        }
        if (handing != null && handing.hasEnded(LAST_GRACE) && handing.failure() == null) {
            taken.putAll(handing.next());
        }
        out = null;
        try {
            commit(consumer);
        } catch (KafkaException e) {
            LOG.atWarn().log("Messages of topic {} are taken and not acknowledged; they are handed over again: {}",
                    topic,
                    failures.sentence(topic, e));
        }
    }

    private void leave(Consumer<byte[], byte[]> consumer) {
        try {
            consumer.close(CloseOptions.timeout(pace.answer()));
        } catch (KafkaException e) {
            LOG.atInfo().log("Kafka could not be told that topic {} is no longer read: {}", topic,
                    failures.sentence(topic, e));
        }
    }

    private void pause() throws InterruptedException {
        stopping.await(pace.backoff().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What happens when the members of the group change. Called by the consumer while it polls. */
    private final class Partitions implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> consumer;

        Partitions(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (out != null) {
                consumer.pause(partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            try {
                KafkaHanding handing = out;
                if (handing != null && partitions.stream().anyMatch(handing.firsts()::containsKey)
                        && handing.hasEnded(pace.grace()) && handing.failure() == null) {
                    taken.putAll(handing.next());
                }
                commit(consumer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (KafkaException e) {
                LOG.atInfo()
                        .log("Messages of topic {} are not acknowledged before another member of the group gets them:"
                                + " {}", topic, failures.sentence(topic, e));
            }
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            Set<TopicPartition> lost = Set.copyOf(partitions);
            taken.keySet().removeAll(lost);
            batch.forget(lost);
            if (out != null) {
                out.forget(lost);
            }
        }
    }
}
