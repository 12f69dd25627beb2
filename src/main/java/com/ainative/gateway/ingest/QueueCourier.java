package com.ainative.gateway.ingest;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.BrokerAwayException;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.UndeliverableException;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.job.Courier;
import com.ainative.gateway.job.Delivery;
import com.ainative.gateway.job.JobView;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings answers, and copies of dead letters, to queues. */
final class QueueCourier implements Courier {

    /** The last message of a streamed answer, as OpenAI ends its streams. */
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    /** As many queues that take nothing are proof that none does. */
    private static final int MOST_AWAY = 2;

    private final Broker broker;
    private final IngestConfig config;
    private final StreamedReplies parts;

    QueueCourier(Broker broker, IngestConfig config, StreamedReplies parts) {
        this.parts = parts;
        this.broker = broker;
        this.config = config;
    }

    @Override
    public Map<String, Receipt> bring(List<Delivery> deliveries) {
        try {
            Set<String> streamed = parts.among(deliveries.stream().map(delivery -> delivery.job().id()).toList());
            broker.send(deliveries.stream()
                    .map(delivery -> message(delivery, streamed.contains(delivery.job().id()))).toList());
            return all(deliveries, new Receipt.Delivered());
        } catch (BrokerAwayException | UndeliverableException e) {
            Map<String, List<Delivery>> queues = deliveries.stream()
                    .collect(Collectors.groupingBy(Delivery::address, LinkedHashMap::new, Collectors.toList()));
            String why = String.valueOf(e.getMessage());
            if (queues.size() > 1) {
                return queueByQueue(queues.values(), new Receipt.Away(why));
            } else if (e instanceof BrokerAwayException) {
                return all(deliveries, new Receipt.Away(why));
            }
            return deliveries.size() == 1
                    ? all(deliveries, new Receipt.Undeliverable(why))
                    : oneByOne(deliveries, new Receipt.Away(why));
        }
    }

    private static Map<String, Receipt> all(List<Delivery> deliveries, Receipt receipt) {
        return deliveries.stream().map(Delivery::id).collect(Collectors.toMap(Function.identity(), id -> receipt));
    }

    /**
     * A queue that takes nothing, as it is full, must not hold up the others. When two take nothing it is the broker that is
     * away, as far as one can tell; when another one took something it is not, and trying again for ever would be in vain.
     *
     * @param untried what came of those that were not sent any more
     */
    private Map<String, Receipt> queueByQueue(Collection<List<Delivery>> queues, Receipt untried) {
        Map<String, Receipt> receipts = new HashMap<>();
        int away = 0;
        for (List<Delivery> queue : queues) {
            if (away < MOST_AWAY) {
                Map<String, Receipt> some = bring(queue);
                away += isAway(some) ? 1 : 0;
                receipts.putAll(some);
            }
        }
        if (receipts.values().stream().anyMatch(Receipt.Delivered.class::isInstance)) {
            receipts.replaceAll((id, receipt) -> receipt instanceof Receipt.Away(String why)
                    ? new Receipt.Refused(why)
                    : receipt);
        }
        queues.forEach(queue -> all(queue, untried).forEach(receipts::putIfAbsent));
        return receipts;
    }

    private Map<String, Receipt> oneByOne(List<Delivery> deliveries, Receipt untried) {
        Map<String, Receipt> receipts = new HashMap<>();
        for (Delivery delivery : deliveries) {
            if (!isAway(receipts)) {
                receipts.putAll(bring(List.of(delivery)));
            }
        }
        all(deliveries, untried).forEach(receipts::putIfAbsent);
        return receipts;
    }

    private static boolean isAway(Map<String, Receipt> receipts) {
        return receipts.values().stream().anyMatch(Receipt.Away.class::isInstance);
    }

    private Outgoing message(Delivery delivery, boolean streamed) {
        JobView job = delivery.job();
        Map<String, String> properties = new HashMap<>();
        properties.put(MessageProperties.JOB, job.id());
        if (delivery.kind() == Kind.DEAD_LETTER) {
            properties.put(MessageProperties.REASON, job.reason() == null ? job.state().name() : job.reason());
            properties.put(MessageProperties.TRIES, Integer.toString(job.tries()));
            byte[] request = delivery.request();
            return new Outgoing(delivery.id(), config.deadLetters(), request == null ? new byte[0] : request,
                    properties,
                    null, delivery.correlation(), job.priority());
        }
        properties.put(MessageProperties.STATUS, String.valueOf(job.status()));
        properties.put(MessageProperties.FINAL, "true");
        byte[] reply = job.reply();
        int sent = streamed ? parts.send(job.id(), delivery.id()) : 0;
        if (sent > 0) {
            properties.put(MessageProperties.CHUNK, Integer.toString(sent));
        }
        return new Outgoing(delivery.id(), delivery.address(), reply == null ? DONE : reply, properties, null,
                delivery.correlation(), job.priority());
    }
}
