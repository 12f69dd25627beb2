package com.ainative.gateway.ingest;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.Subscription;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.job.Jobs;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The queues the routes read. They are subscribed to as long as the generation that serves has a route for them, and the
 * connection stays when generations change.
 */
public final class Queues implements AutoCloseable {

    private final Broker broker;
    private final GenerationRoutes routes;
    private final Jobs jobs;
    private final Replies replies;
    private final StreamedReplies parts;
    private final Vertx vertx;
    private final Map<String, Subscription> subscriptions = new HashMap<>();
    private boolean closed;

    /** Answers are brought from now on; messages are taken when it is told which queues. */
    public Queues(Broker broker, IngestConfig config, GenerationRoutes routes, Jobs jobs, Vertx vertx) {
        this.broker = broker;
        this.routes = routes;
        this.jobs = jobs;
        this.replies = new Replies(config);
        this.vertx = vertx;
        this.parts = new StreamedReplies(broker, jobs);
        QueueCourier courier = new QueueCourier(broker, config, parts);
        jobs.deliverBy(Kind.QUEUE, courier);
        jobs.deliverBy(Kind.DEAD_LETTER, courier);
    }

    /** From now on these are read, and no others. */
    public synchronized void read(Set<String> queues) {
        if (closed) {
            return;
        }
        subscriptions.entrySet().removeIf(subscribed -> {
            boolean gone = !queues.contains(subscribed.getKey());
            if (gone) {
                subscribed.getValue().close();
            }
            return gone;
        });
        for (String queue : queues) {
            subscriptions.computeIfAbsent(queue,
                    name -> broker.subscribe(name, new Intake(name, routes, jobs, replies, vertx)));
        }
    }

    /** Which they are at. */
    public Broker broker() {
        return broker;
    }

    /** Takes nothing more; answers are still brought. */
    public synchronized void end() {
        closed = true;
        subscriptions.values().forEach(Subscription::close);
        subscriptions.clear();
    }

    @Override
    public void close() {
        end();
        parts.close();
        broker.close();
    }
}
