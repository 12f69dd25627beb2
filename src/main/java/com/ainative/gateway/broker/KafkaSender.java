package com.ainative.gateway.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Sends to Kafka, and returns when all replicas in sync have it. */
final class KafkaSender implements AutoCloseable {

    /** Who has the trouble, for {@link KafkaHealth}. */
    static final String SENDING = "sending";

    private final KafkaSettings settings;
    private final KafkaFailure failures;
    private final KafkaHealth health;
    private final KafkaPace pace;
    private final String client;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    KafkaSender(KafkaSettings settings, KafkaFailure failures, KafkaHealth health, KafkaPace pace, String client) {
        this.settings = settings;
        this.failures = failures;
        this.health = health;
        this.pace = pace;
        this.client = client;
    }

    /** As {@link Broker#send}. Where some are taken later perhaps and others never, all are to be sent again later. */
    void send(List<Outgoing> messages) {
        Sending sending = new Sending();
        for (Outgoing message : messages) {
            sending.begin(message);
        }
        sending.end();
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new KafkaException("the gateway is ending");
        }
        if (producer == null) {
            producer = new KafkaProducer<>(settings.producer(client, pace));
        }
        return producer;
    }

    /** For failures a producer does not recover from, such as credentials that were wrong: the next one is a new one. */
    private synchronized void forget(@Nullable Producer<byte[], byte[]> failed) {
        if (failed != null && producer == failed) {
            producer = null;
            failed.close(Duration.ZERO);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            producer.close(pace.answer());
            producer = null;
        }
    }

    /** One call's messages, on their way. */
    private final class Sending {

        private final List<Outgoing> begun = new ArrayList<>();
        private final List<Future<RecordMetadata>> futures = new ArrayList<>();
        /** Nothing can be sent to them, and each further try would wait for them again. */
        private final Set<String> closedTopics = new HashSet<>();
        private @Nullable UndeliverableException undeliverable;
        private @Nullable BrokerAwayException away;
        private @Nullable Producer<byte[], byte[]> used;

        void begin(Outgoing message) {
            if (away != null || closedTopics.contains(message.queue())) {
                return;
            }
            try {
                used = producer();
                Future<RecordMetadata> future = used.send(KafkaWriter.write(message));
                if (future.isDone()) {
                    await(message, future);
                } else {
                    begun.add(message);
                    futures.add(future);
                }
            } catch (InterruptException e) {
                throw new BrokerAwayException("sending was interrupted", e);
            } catch (KafkaException | IllegalStateException e) {
                failed(message, e);
            }
        }

        void end() {
            for (int i = 0; i < futures.size(); i++) {
                await(begun.get(i), futures.get(i));
            }
            if (away != null) {
                health.away(SENDING, String.valueOf(away.getMessage()));
                throw away;
            }
            health.there(SENDING);
            if (undeliverable != null) {
                throw undeliverable;
            }
        }

        private void await(Outgoing message, Future<RecordMetadata> future) {
            try {
                future.get();
            } catch (ExecutionException e) {
                failed(message, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BrokerAwayException("sending was interrupted", e);
            }
        }

        private void failed(Outgoing message, Throwable failure) {
            RuntimeException meaning = failures.sending(message.queue(), failure);
            if (meaning instanceof UndeliverableException never) {
                undeliverable = undeliverable == null ? never : undeliverable;
                if (failures.concernsTopic(failure)) {
                    closedTopics.add(message.queue());
                }
            } else if (meaning instanceof BrokerAwayException gone) {
                away = away == null ? gone : away;
                if (!failures.isPassing(failure)) {
                    forget(used);
                }
            }
        }
    }
}
