package com.ainative.gateway.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import com.ainative.gateway.config.HostPort;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker that is reached by JMS: the embedded one, Artemis elsewhere, or any that speaks AMQP 1.0. */
public final class JmsBroker implements Broker {

    private static final Logger LOG = LoggerFactory.getLogger(JmsBroker.class);

    private final Kind kind;
    private final int consumers;
    private final JmsReader reader;
    private final Trouble trouble;
    private final JmsSender sender;
    private final Set<JmsSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final Set<String> queues = ConcurrentHashMap.newKeySet();

    /**
     * What is different from one to the other.
     *
     * @param name as in {@link BrokerStatus#kind}
     * @param address for messages, without secrets
     * @param waiting counts messages in a queue, where that is cheap
     * @param listening where clients reach it, if it is in this process
     * @param end what ends with the broker
     */
    record Kind(String name, String address, ConnectionFactory connections, Function<String, OptionalLong> waiting,
            Supplier<@Nullable HostPort> listening, Runnable end) {
    }

    /**
     * Connects in the background.
     *
     * @param consumers threads for each subscription
     * @param longest bytes of a body that are read
     */
    JmsBroker(Kind kind, int consumers, int longest) {
        this.kind = kind;
        this.consumers = consumers;
        this.reader = new JmsReader(longest);
        this.trouble = new Trouble(kind.address());
        this.sender = new JmsSender(kind.connections(), trouble);
    }

    @Override
    public Subscription subscribe(String queue, Receiver receiver) {
        queues.add(queue);
        JmsSubscription subscription = new JmsSubscription(kind.connections(),
                new JmsConsumer.Work(queue, receiver, reader, sender::answer, new AtomicBoolean()), consumers, trouble);
        subscriptions.add(subscription);
        return () -> {
            subscriptions.remove(subscription);
            subscription.close();
        };
    }

    @Override
    public Map<String, Sent> sendEach(List<Outgoing> messages) {
        return sender.send(messages);
    }

    @Override
    public Peeked peek(String queue, int most) {
        try (JmsLink link = JmsLink.open(kind.connections(), e -> LOG.debug("A connection broke.", e));
                Session session = link.plain();
                QueueLook look = QueueLook.into(session, queue)) {
            List<Incoming> seen = new ArrayList<>();
            long bytes = 0;
            Object next = most > 0 ? look.next() : null;
            while (next != null) {
                if (bytes >= Peeked.MOST_BYTES) {
                    return new Peeked(seen, true);
                }
                Incoming read = next instanceof Message message ? reader.read(message) : JmsReader.damaged();
                seen.add(read);
                bytes += read.body().length;
                next = seen.size() < most ? look.next() : null;
            }
            return new Peeked(seen, false);
        } catch (InvalidDestinationException e) {
            return Peeked.NOTHING; // nothing was ever sent there
        } catch (JMSException | RuntimeException e) { // the clients throw either kind
            throw new BrokerAwayException("The message broker does not show the queue " + queue + ".", e);
        }
    }

    @Override
    public BrokerStatus status() {
        Map<String, Long> waiting = new HashMap<>();
        for (String queue : queues) {
            kind.waiting().apply(queue).ifPresent(count -> waiting.put(queue, count));
        }
        return new BrokerStatus(kind.name(), trouble.text(), kind.listening().get(), waiting);
    }

    @Override
    public void close() {
        subscriptions.forEach(JmsSubscription::close);
        sender.close();
        kind.end().run();
    }
}
