package com.ainative.gateway.batch;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.job.JobIds;
import com.ainative.gateway.job.Jobs;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All batches and their files. One thread brings them on: when a line has ended, when a caller wants something, and
 * regularly, for what only time or another gateway changes. It begins when it is first needed, or at the start where
 * there may be batches from before. Lives beside the generations; safe for use from any thread.
 */
public final class Batches implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);
    static final Duration WINDOW = Duration.ofHours(24);
    /** Batches of one caller that are under way. */
    static final int MOST_UNDER_WAY = 20;

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration SHORTEST_REST = Duration.ofMillis(100);
    /** Counting lines costs the store; no more than a tenth of the time goes into it. */
    private static final int REST_PER_LOOK = 9;

    private final Store store;
    private final InstantSource clock;
    private final Files files;
    private final BatchSteps steps;
    private final JobIds ids = new JobIds("batch_");
    private final Semaphore due = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    /** Why batches could not be brought on, as far as it has been told. The thread's own. */
    private final Map<String, Set<Class<?>>> told = new HashMap<>();
    private @Nullable Thread thread;

    /**
     * @param jobs what the lines become
     * @param keep how long batches and files are kept
     */
    public Batches(Store store, Jobs jobs, Duration keep, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.files = new Files(store, keep, clock);
        this.steps = new BatchSteps(store, jobs, files, clock, () -> closed.getCount() == 0);
        jobs.whenBatchJobEnds(this::wake);
    }

    Files files() {
        return files;
    }

    /** Keeps a file, and from now on has old ones go. */
    StoredFile keep(Caller caller, Upload upload) {
        StoredFile kept = files.keep(caller, upload);
        begin();
        return kept;
    }

    /** There may be something to do. */
    void wake() {
        due.release();
    }

    /** Goes on with what was left from before, if there may be something. */
    public void resume() {
        if (store.mayHoldSomething()) {
            begin();
        }
    }

    private synchronized void begin() {
        if (thread == null && closed.getCount() > 0) {
            thread = Thread.ofVirtual().name("batches").start(this::run);
        }
    }

    private void run() {
        long sweepNanos = System.nanoTime();
        try {
            while (closed.getCount() > 0) {
                due.drainPermits();
                long startNanos = System.nanoTime();
                boolean sweep = startNanos - sweepNanos >= 0;
                look(sweep);
                if (sweep) {
                    sweepNanos = startNanos + SWEEP.toNanos();
                }
                // A look that sweeps, as the first one, which opens the store, is no measure of what counting costs.
                long rest = sweep
                        ? SHORTEST_REST.toNanos()
                        : Math.max(SHORTEST_REST.toNanos(), REST_PER_LOOK * (System.nanoTime() - startNanos));
                if (closed.await(Math.min(rest, LOOK.toNanos()), TimeUnit.NANOSECONDS)) {
                    return;
                }
                due.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does
        }
    }

    private void look(boolean sweep) {
        try {
            List<Batch> underWay = steps.underWay();
            told.keySet().retainAll(underWay.stream().map(Batches::name).toList());
            for (Batch batch : underWay) {
                try {
                    steps.goOn(batch);
                } catch (StoreAwayException e) {
                    throw e;
                } catch (Throwable e) { // even out of memory: the others go on, and this one is tried again
                    tell(name(batch), e);
                }
            }
            if (sweep) {
                steps.sweep();
            }
        } catch (StoreAwayException e) {
            LOG.warn("Batches wait until the store is back: {}", e.getMessage());
        } catch (Throwable e) { // nobody else would look again
            tell("All that is under way", e);
        }
    }

    private static String name(Batch batch) {
        return "Batch " + batch.id();
    }

    private void tell(String what, Throwable why) {
        if (told.computeIfAbsent(what, first -> new HashSet<>()).add(why.getClass())) {
            LOG.error("{} could not be brought on; it is tried again, and this is not said again", what, why);
        }
    }

    /**
     * Accepts a batch; when this returns it is on disk, and whether its lines are good is found out later.
     *
     * @throws com.ainative.gateway.error.GatewayException 400 when its file is not there, 429 when too many are under way
     */
    Batch create(Caller caller, String inputFile, byte @Nullable [] metadata) {
        StoredFile file = files.find(inputFile, caller).filter(found -> found.purpose().equals(ReadUpload.PURPOSE))
                .orElseThrow(() -> ErrorCode.INVALID_REQUEST.at("input_file_id",
                        "There is no such file for batches; upload it with purpose 'batch'.").toException());
        long now = clock.millis();
        Batch batch = new Batch(ids.next(now), caller, file.id(), metadata, BatchState.VALIDATING, false, 0, 0, 0,
                null, 0, null, null,
                new Batch.Times(now, now + WINDOW.toMillis(), null, null, null, null));
        UUID owner = Files.fingerprint(caller);
        boolean room = Jobs.inStore(() -> store.write(handle -> {
            boolean more = BatchTable.underWay(handle, owner) < MOST_UNDER_WAY;
            if (more) {
                BatchTable.insert(handle, batch, owner);
            }
            return more;
        }));
        if (!room) {
            throw ErrorCode.RATE_LIMITED.because(MOST_UNDER_WAY
                    + " of your batches are under way; wait for one to end, or cancel one.")
                    .withRetryAfter(Duration.ofMinutes(1)).toException();
        }
        begin();
        wake();
        return batch;
    }

    /** The caller's own; another's does not exist for it. */
    Optional<Batch> find(String id, Caller caller) {
        return Jobs.inStore(() -> store.read(handle -> BatchTable.find(handle, id, Files.fingerprint(caller))));
    }

    List<Batch> list(Caller caller, Page page) {
        return Jobs.inStore(() -> store.read(handle -> BatchTable.list(handle, Files.fingerprint(caller), page)));
    }

    /**
     * Begins nothing more of it.
     *
     * @return empty where there is none
     * @throws com.ainative.gateway.error.GatewayException 400 when it is too late
     */
    Optional<Batch> cancel(String id, Caller caller) {
        if (find(id, caller).isEmpty()) {
            return Optional.empty();
        }
        long now = clock.millis();
        boolean done = Jobs.inStore(() -> store.write(handle -> BatchTable.cancelling(handle, id, now)));
        wake();
        Optional<Batch> batch = find(id, caller);
        if (!done && batch.isPresent() && batch.get().state() != BatchState.CANCELLING) {
            throw ErrorCode.INVALID_REQUEST.because("The batch cannot be cancelled any more: it is '"
                    + batch.get().state().column() + "'.").toException();
        }
        return batch;
    }

    /** Stops between two commits; called before the jobs are closed. */
    @Override
    public void close() {
        closed.countDown();
        wake();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        try {
            if (running != null) {
                running.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
