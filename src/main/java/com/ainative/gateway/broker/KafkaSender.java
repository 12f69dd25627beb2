package com.ainative.gateway.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Sends to Kafka, and returns when all replicas in sync have it. */
final class KafkaSender implements Sender {

    /** Who has the trouble, for {@link KafkaHealth}. */
    static final String SENDING = "sending";
    private static final String INTERRUPTED = "sending was interrupted";

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Duration patience;
    private final KafkaFailure failures;
    private final KafkaHealth health;
    private final MissingTopics missing;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    /** @param patience with what is under way when all ends */
    KafkaSender(Supplier<Producer<byte[], byte[]>> producers, Duration patience, KafkaFailure failures,
            KafkaHealth health, MissingTopics missing) {
        this.producers = producers;
        this.patience = patience;
        this.failures = failures;
        this.health = health;
        this.missing = missing;
    }

    @Override
    public Map<String, Sent> send(List<Outgoing> messages) {
        return new Round(messages).run();
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new KafkaException("the gateway is ending");
        }
        if (producer == null) {
            producer = producers.get();
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
            producer.close(patience);
            producer = null;
        }
    }

    private record UnderWay(Outgoing message, Producer<byte[], byte[]> producer, Future<RecordMetadata> taken) {
    }

    /** One call's messages. */
    private final class Round {

        private final List<Outgoing> messages;
        private final Sending sending = new Sending();
        private final List<UnderWay> underWay = new ArrayList<>();
        /** It fails for good; what it has under way may arrive all the same, so it ends with the round. */
        private @Nullable Producer<byte[], byte[]> broken;
        private boolean asked;

        Round(List<Outgoing> messages) {
            this.messages = messages;
        }

        Map<String, Sent> run() {
            try {
                for (Outgoing message : messages) {
                    begin(message);
                }
                for (UnderWay one : underWay) {
                    await(one);
                }
                tellHealth();
            } catch (InterruptException | InterruptedException e) {
                Thread.currentThread().interrupt();
                underWay.forEach(one -> became(one.message, new Sent.Away(INTERRUPTED)));
                sending.giveUp(messages, INTERRUPTED);
            } finally {
                forget(broken);
            }
            return sending.became();
        }

        private void begin(Outgoing message) throws InterruptedException {
            if (missing.contains(message.queue())) {
                sending.close(message.queue(), new Sent.Undeliverable(failures.missing(message.queue())));
            }
            if (!sending.isWorthTrying(message.id(), message.queue())) {
                return;
            }
            asked = true;
            Producer<byte[], byte[]> used = null;
            try {
                used = producer();
                UnderWay one = new UnderWay(message, used, used.send(KafkaWriter.write(message)));
                if (one.taken.isDone()) {
                    await(one);
                } else {
                    underWay.add(one);
                }
            } catch (InterruptException e) { // of the same family as the next
                throw e;
            } catch (KafkaException | IllegalStateException e) {
                failed(message, used, e);
            }
        }

        private void await(UnderWay one) throws InterruptedException {
            try {
                one.taken.get();
                became(one.message, new Sent.Taken());
            } catch (ExecutionException e) {
                failed(one.message, one.producer, e);
            }
        }

        private void failed(Outgoing message, @Nullable Producer<byte[], byte[]> used, Throwable failure) {
            Sent sent = failures.sending(message.queue(), failure);
            became(message, sent);
            if (failures.isMissing(failure)) {
                missing.add(message.queue());
            }
            if (sent instanceof Sent.Undeliverable whole && failures.concernsTopic(failure)) {
                sending.close(message.queue(), whole);
            } else if (sent instanceof Sent.Away && !failures.isPassing(failure)) {
                broken = used;
            }
        }

        private void became(Outgoing message, Sent sent) {
            sending.became(message.id(), message.queue(), sent);
        }

        /** What was only remembered says nothing of how Kafka is now. */
        private void tellHealth() {
            String trouble = sending.trouble();
            if (trouble != null) {
                health.away(SENDING, trouble);
            } else if (asked) {
                health.there(SENDING);
            }
        }
    }
}
