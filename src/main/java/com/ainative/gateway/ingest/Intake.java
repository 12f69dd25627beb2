package com.ainative.gateway.ingest;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.broker.Incoming;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.Receiver;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.http.Cancellation;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.job.AcceptJob;
import com.ainative.gateway.job.Jobs;
import com.ainative.gateway.job.Origin;
import com.ainative.gateway.job.Wanted;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of one queue through the route that reads it, many at once. When it returns, each of them is a job on
 * disk, or refused, or a dead letter. While the store is away, or too much waits already, it blocks, and the broker keeps
 * what else there is.
 */
final class Intake implements Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    /**
     * How often a message goes through the route when the route fails. One that was handed over more often, be it for
     * another's fault, goes through it once.
     */
    static final int TRIES = 5;
    private static final long FIRST_BACKOFF_MILLIS = 50;
    private static final long AWAY_MILLIS = 500;
    private static final Failure FAILED = ErrorCode.INTERNAL.because("The gateway failed; its log says why.");

    private final String queue;
    private final GenerationRoutes routes;
    private final Jobs jobs;
    private final Replies replies;
    private final Vertx vertx;

    Intake(String queue, GenerationRoutes routes, Jobs jobs, Replies replies, Vertx vertx) {
        this.queue = queue;
        this.routes = routes;
        this.jobs = jobs;
        this.replies = replies;
        this.vertx = vertx;
    }

    @Override
    public List<Outgoing> take(List<Incoming> messages) throws InterruptedException {
        jobs.awaitRoom();
        List<FutureTask<List<Outgoing>>> tasks = new ArrayList<>(messages.size());
        List<Thread> threads = new ArrayList<>(messages.size());
        for (Incoming message : messages) {
            FutureTask<List<Outgoing>> task = new FutureTask<>(() -> take(message));
            tasks.add(task);
            threads.add(Thread.ofVirtual().name("message").start(task));
        }
        List<Outgoing> sent = new ArrayList<>();
        try {
            for (FutureTask<List<Outgoing>> task : tasks) {
                sent.addAll(task.get());
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            throw e;
        } catch (ExecutionException e) {
            threads.forEach(Thread::interrupt);
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException("a message could be neither accepted nor refused", e.getCause());
        }
        return sent;
    }

    /** @return what is to be sent for it */
    private List<Outgoing> take(Incoming message) throws InterruptedException {
        int failed = 0;
        while (true) {
            Refusal refusal = run(message);
            if (refusal == null) {
                return List.of();
            }
            Failure failure = refusal.failure();
            if (failure.status() == ErrorCode.OVERLOADED.status()) {
                TimeUnit.MILLISECONDS.sleep(AWAY_MILLIS);
            } else if (failure.status() < ErrorCode.INTERNAL.status()) {
                return List.of(replies.refusal(message, failure, refusal.caller()));
            } else if (++failed == TRIES || message.deliveries() > TRIES) {
                return dead(message, refusal, "not_accepted");
            } else {
                TimeUnit.MILLISECONDS.sleep(FIRST_BACKOFF_MILLIS << failed);
            }
        }
    }

    private List<Outgoing> dead(Incoming message, Refusal refusal, String reason) {
        LOG.error("A message of queue {} is a dead letter: {}", queue, reason);
        return List.of(replies.refusal(message, refusal.failure(), refusal.caller()),
                replies.deadLetter(message, reason));
    }

    /**
     * Why a message was not accepted.
     *
     * @param caller whose it is; null where it does not prove that
     */
    private record Refusal(Failure failure, @Nullable Caller caller) {
    }

    /** @return null when it was accepted */
    private @Nullable Refusal run(Incoming message) {
        String token = message.properties().getOrDefault(MessageProperties.TOKEN, "");
        Request request = Request.otherwise("msg-" + Integer.toHexString(message.id().hashCode()), "MESSAGE", queue,
                Map.of("authorization", "Bearer " + token, "content-type", "application/json"),
                vertx.getOrCreateContext(), new Cancellation());
        AtomicReference<Exchange> ran = new AtomicReference<>();
        Wanted said = null;
        Failure wrong = null;
        try {
            said = wanted(message);
        } catch (GatewayException e) { // the route still tells whose it is, and so where the refusal goes
            wrong = e.failure();
        }
        Wanted wanted = said;
        try {
            routes.run(QueueComponent.SCHEME + "://" + queue, request, endpoint -> {
                Exchange exchange = endpoint.createExchange(ExchangePattern.InOut);
                exchange.getIn().setBody(wanted == null || message.body().length == 0 ? null : message.body());
                exchange.setVariable(Wanted.VARIABLE, wanted);
                ran.set(exchange);
                return exchange;
            });
        } catch (GatewayException e) {
            return new Refusal(e.failure(), null);
        } catch (IllegalStateException e) { // the route has gone, and so will this subscription
            return new Refusal(ErrorCode.OVERLOADED.because(String.valueOf(e.getMessage())), null);
        } catch (RuntimeException | StackOverflowError e) { // the message's doing: it would come back for ever
            LOG.error("A message of queue {} makes the gateway fail", queue, e);
            return new Refusal(FAILED, null);
        }
        Exchange exchange = Objects.requireNonNull(ran.get());
        if (exchange.getVariable(AcceptJob.VARIABLE) != null) {
            return null;
        }
        Caller caller = exchange.getVariable(Caller.VARIABLE, Caller.class);
        Failure refusal = exchange.getVariable(RefuseMessage.VARIABLE, Failure.class);
        if (refusal == null) {
            LOG.error("Route of queue {} neither accepted nor refused a message", queue, exchange.getException());
            return new Refusal(FAILED, caller);
        }
        return new Refusal(wrong == null || caller == null ? refusal : wrong, caller);
    }

    private Wanted wanted(Incoming message) {
        if (message.unreadable() != null) {
            throw ErrorCode.UNSUPPORTED_MEDIA_TYPE.because(message.unreadable()).toException();
        }
        Map<String, String> said = message.properties();
        String key = Wanted.key(said.get(MessageProperties.IDEMPOTENCY_KEY), MessageProperties.IDEMPOTENCY_KEY);
        return new Wanted(Origin.QUEUE, key == null ? "message:" + queue + ":" + message.id() : key, message.priority(),
                Wanted.deadline(said.get(MessageProperties.DEADLINE), MessageProperties.DEADLINE),
                caller -> replies.addressOf(message, caller));
    }
}
