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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings answers, and copies of dead letters, to queues. */
final class QueueCourier implements Courier {

    /** The last message of a streamed answer, as OpenAI ends its streams. */
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

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
        } catch (BrokerAwayException e) {
            return all(deliveries, new Receipt.Away(String.valueOf(e.getMessage())));
        } catch (UndeliverableException e) {
            return deliveries.size() == 1
                    ? all(deliveries, new Receipt.Undeliverable(String.valueOf(e.getMessage())))
                    : oneByOne(deliveries);
        }
    }

    private static Map<String, Receipt> all(List<Delivery> deliveries, Receipt receipt) {
        return deliveries.stream().map(Delivery::id).collect(Collectors.toMap(Function.identity(), id -> receipt));
    }

    private Map<String, Receipt> oneByOne(List<Delivery> deliveries) {
        Map<String, Receipt> receipts = new HashMap<>();
        deliveries.forEach(delivery -> receipts.putAll(bring(List.of(delivery))));
        return receipts;
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
