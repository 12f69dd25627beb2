package com.ainative.gateway.ingest;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.BrokerAwayException;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.Sending;
import com.ainative.gateway.broker.Sent;
import com.ainative.gateway.broker.UndeliverableException;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.job.Courier;
import com.ainative.gateway.job.Delivery;
import com.ainative.gateway.job.JobView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        Set<String> streamed = parts.among(deliveries.stream().map(delivery -> delivery.job().id()).toList());
        Sending begun = new Sending();
        List<Outgoing> messages = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            if (begun.isWorthTrying(delivery.id(), delivery.address())) {
                try {
                    messages.add(message(delivery, streamed.contains(delivery.job().id())));
                } catch (BrokerAwayException e) {
                    begun.became(delivery.id(), delivery.address(), new Sent.Away(String.valueOf(e.getMessage())));
                } catch (UndeliverableException e) {
                    begun.became(delivery.id(), delivery.address(),
                            new Sent.Undeliverable(String.valueOf(e.getMessage())));
                }
            }
        }
        Map<String, Sent> sent = new HashMap<>(begun.became());
        sent.putAll(broker.sendEach(messages));
        return receipts(sent);
    }

    /**
     * What one queue does not take while another takes something is not for want of a broker: to try again for ever would
     * be in vain.
     */
    private static Map<String, Receipt> receipts(Map<String, Sent> sent) {
        boolean there = sent.values().stream().anyMatch(Sent.Taken.class::isInstance);
        Map<String, Receipt> receipts = new HashMap<>();
        sent.forEach((id, one) -> receipts.put(id, switch (one) {
            case Sent.Taken taken -> new Receipt.Delivered();
            case Sent.Undeliverable(String why) -> new Receipt.Undeliverable(why);
            case Sent.Away(String why) when there -> new Receipt.Refused(why);
            case Sent.Away(String why) -> new Receipt.Away(why);
            case Sent.Untried(String why) -> new Receipt.Away(why);
        }));
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
