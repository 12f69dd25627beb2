package com.ainative.gateway.reload.preview;

import com.ainative.gateway.http.Request;
import com.ainative.gateway.reload.Onlooker;
import com.ainative.gateway.reload.Outcomes;
import com.ainative.gateway.reload.twin.Twin;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds live requests against a candidate while they come in. A live request pays for a look at its exchange and for a
 * copy; the rest happens on one thread beside it.
 */
final class Comparison implements Onlooker, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);

    private final String generation;
    private final Outcomes live;
    private final Decider candidate;
    private final double sample;
    private final Copies copies;
    private final Runnable whenOver;
    private final Thread worker;
    private final Differences differences = new Differences();
    private final LongAdder seen = new LongAdder();
    private final LongAdder chosen = new LongAdder();
    private final AtomicLong compared = new AtomicLong();

    /**
     * Begins.
     *
     * @param generation of the candidate
     * @param live of the generation that serves
     * @param candidate closed with this
     * @param sample the share of requests that are copied, at most 1
     * @param whenOver called when the generation stops serving
     */
    Comparison(String generation, Outcomes live, Decider candidate, double sample, Copies copies, Runnable whenOver) {
        this.generation = generation;
        this.live = live;
        this.candidate = candidate;
        this.sample = sample;
        this.copies = copies;
        this.whenOver = whenOver;
        this.worker = Thread.ofVirtual().name("preview").start(this::compare);
        live.lookOn(this);
    }

    String generation() {
        return generation;
    }

    @Override
    public void routed(Request request, Buffer body, Exchange exchange) {
        seen.increment();
        if (sample < 1 && ThreadLocalRandom.current().nextDouble() >= sample) {
            return;
        }
        chosen.increment();
        try {
            Decision now = Decision.of(exchange);
            if (!now.isOfTheMoment()) {
                copies.offer(request, body, now);
            }
        } catch (RuntimeException e) { // a preview must not cost a caller the answer
            LOG.error("Request {} could not be copied", request.id(), e);
        }
    }

    @Override
    public void over() {
        whenOver.run();
    }

    private void compare() {
        try {
            for (Optional<Copy> copy = copies.take(); copy.isPresent(); copy = copies.take()) {
                compare(copy.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare(Copy copy) throws InterruptedException {
        try {
            Decision then = candidate.decide(copy);
            if (then != null && !then.isOfTheMoment()) {
                copy.now().differences(then).forEach(difference -> differences.add(difference, copy.id()));
                compared.incrementAndGet();
            }
        } catch (RuntimeException e) { // the next copy may be a better one
            LOG.error("Request {} could not be compared", copy.id(), e);
        }
    }

    /** Ends, and tells what was found; what still waits for the twin has a last while. */
    Report end() {
        live.lookAway();
        copies.end();
        awaitWorker();
        long both = compared.get();
        long all = chosen.sum();
        return new Report(generation, seen.sum(), both, all - both, differences.rows());
    }

    /** Also ends what has not ended yet. */
    @Override
    public void close() {
        live.lookAway();
        worker.interrupt();
        awaitWorker();
        candidate.close();
    }

    private void awaitWorker() {
        try {
            worker.join(Twin.PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
