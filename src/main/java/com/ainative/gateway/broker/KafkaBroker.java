package com.ainative.gateway.broker;

import com.ainative.gateway.config.IngestConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/**
 * Kafka as a message broker: queues are topics, and gateways are members of one consumer group. At least once: offsets are
 * committed after messages are taken and the answers to them are in all replicas in sync. Topics are not made: how many
 * partitions and replicas they have is an administrator's to say.
 */
public final class KafkaBroker implements Broker {

    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private final KafkaSettings settings;
    private final KafkaFailure failures;
    private final KafkaHealth health = new KafkaHealth();
    private final KafkaReader reader;
    private final KafkaSender sender;
    private final KafkaPace pace;
    private final int consumers;
    private final List<KafkaSubscription> subscriptions = new CopyOnWriteArrayList<>();

    /**
     * Does not wait for Kafka, and does not need it yet.
     *
     * @param consumers of each subscription, each with a thread and messages of its own; more than a topic has partitions
     *     are of no use
     * @param maxBytes the largest body that is read
     * @throws IllegalArgumentException where an operator has said something Kafka's clients cannot be told, in a sentence
     */
    public KafkaBroker(IngestConfig config, int consumers, int maxBytes) {
        this(config, consumers, maxBytes, KafkaPace.USUAL);
    }

    KafkaBroker(IngestConfig config, int consumers, int maxBytes, KafkaPace pace) {
        this.settings = new KafkaSettings(config);
        this.failures = new KafkaFailure(settings);
        this.reader = new KafkaReader(maxBytes);
        Map<String, Object> producer = settings.producer(client(), pace);
        this.sender = new KafkaSender(() -> new KafkaProducer<>(producer), pace.answer(), failures, health,
                new MissingTopics(System::nanoTime));
        this.consumers = consumers;
        this.pace = pace;
    }

    /** Its own for each: Kafka's clients publish their numbers under it. */
    private String client() {
        return settings.group() + "-" + CLIENTS.incrementAndGet();
    }

    private Consumer<byte[], byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(settings.consumer(client(), pace));
        all.putAll(more);
        return new KafkaConsumer<>(all);
    }

    @Override
    public Subscription subscribe(String queue, Receiver receiver) {
        List<KafkaLoop> loops = new ArrayList<>();
        for (int i = 0; i < consumers; i++) {
            loops.add(new KafkaLoop(queue, () -> consumer(Map.of()),
                    records -> new KafkaHanding(queue, records, reader, receiver, sender), failures, health, pace));
        }
        KafkaSubscription subscription = new KafkaSubscription(queue, loops);
        subscriptions.add(subscription);
        return () -> {
            subscription.close();
            subscriptions.remove(subscription);
            health.forget(queue);
        };
    }

    @Override
    public Map<String, Sent> sendEach(List<Outgoing> messages) {
        return sender.send(messages);
    }

    @Override
    public Peeked peek(String queue, int most) {
        if (most < 1) {
            return Peeked.NOTHING;
        }
        try {
            Consumer<byte[], byte[]> consumer = consumer(Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1,
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
            try {
                return new KafkaPeek(consumer, queue, pace.answer(), reader).look(most);
            } finally {
                consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
            }
        } catch (KafkaException e) {
            throw new BrokerAwayException(failures.sentence(queue, e), e);
        }
    }

    @Override
    public BrokerStatus status() {
        Map<String, Long> waiting = new HashMap<>();
        for (KafkaSubscription subscription : subscriptions) {
            long count = subscription.waiting();
            if (count >= 0) {
                waiting.merge(subscription.topic(), count, Long::sum);
            }
        }
        return new BrokerStatus("kafka", health.trouble(), waiting);
    }

    @Override
    public void close() {
        subscriptions.forEach(KafkaSubscription::close);
        subscriptions.clear();
        sender.close();
    }
}
