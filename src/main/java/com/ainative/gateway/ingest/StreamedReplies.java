package com.ainative.gateway.ingest;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.BrokerAwayException;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.Sent;
import com.ainative.gateway.broker.UndeliverableException;
import com.ainative.gateway.job.Events.Event;
import com.ainative.gateway.job.Jobs;
import com.ainative.gateway.job.StreamedDeliveries.Streamed;
import com.ainative.gateway.store.StoreAwayException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the parts of streamed answers to queues as they come in, numbered from 0. What could not be sent then goes before
 * the last message, which {@link QueueCourier} sends.
 */
final class StreamedReplies implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamedReplies.class);
    private static final int MOST = 256;
    /** A part that says that the answer broke off and begins anew. */
    private static final byte[] RESTART = "{\"object\":\"restart\"}".getBytes(StandardCharsets.US_ASCII);

    private final Broker broker;
    private final Jobs jobs;
    private final BlockingQueue<String> changed = new LinkedBlockingQueue<>();
    private final Thread sender = Thread.ofVirtual().name("streamed-replies").start(this::run);

    StreamedReplies(Broker broker, Jobs jobs) {
        this.broker = broker;
        this.jobs = jobs;
        jobs.onParts(changed::add);
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                String job = changed.take();
                changed.removeIf(job::equals);
                for (Streamed delivery : jobs.streamed().of(job)) {
                    send(job, delivery.id());
                }
            } catch (InterruptedException e) {
                return;
            } catch (BrokerAwayException | UndeliverableException | StoreAwayException e) {
                LOG.debug("Parts of an answer go with its end: {}", e.getMessage());
            } catch (RuntimeException e) { // nobody else would send any
                LOG.error("Parts of an answer could not be sent", e);
            }
        }
    }

    /** Those of the jobs whose answers have parts. */
    Set<String> among(Collection<String> all) {
        return jobs.streamed().among(all);
    }

    /**
     * Sends what is there and has not been sent.
     *
     * @return how many parts are in the queue then
     */
    synchronized int send(String job, String delivery) {
        Streamed to = jobs.streamed().of(job).stream().filter(one -> one.id().equals(delivery)).findFirst()
                .orElse(null);
        if (to == null) {
            return 0;
        }
        int sent = to.sent();
        List<Event> parts = jobs.events().from(job, sent, MOST);
        while (!parts.isEmpty()) {
            List<Outgoing> messages = parts.stream().map(part -> message(job, to, part)).toList();
            Map<String, Sent> became = broker.sendEach(messages);
            long taken = messages.stream().takeWhile(part -> became.get(part.id()) instanceof Sent.Taken).count();
            if (taken > 0) {
                sent = parts.get(Math.toIntExact(taken) - 1).number() + 1;
                jobs.streamed().sent(delivery, sent);
            }
            became.values().forEach(Sent::orThrow);
            parts = jobs.events().from(job, sent, MOST);
        }
        return sent;
    }

    private static Outgoing message(String job, Streamed to, Event part) {
        return new Outgoing(to.id() + "/" + part.number(), to.address(), part.isRestart() ? RESTART : part.data(),
                Map.of(MessageProperties.JOB, job, MessageProperties.CHUNK, Integer.toString(part.number()),
                        MessageProperties.FINAL, "false"),
                null, to.correlation(), to.priority());
    }

    @Override
    public void close() {
        sender.interrupt();
    }
}
