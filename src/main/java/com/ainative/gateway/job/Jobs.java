package com.ainative.gateway.job;

import com.ainative.gateway.config.JobsConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All jobs, for those who bring them, ask after them and operate them. It begins when it is first needed, or at the start
 * where there may be jobs left from before. Lives beside the generations; safe for use from any thread, and blocks.
 */
public final class Jobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration KEEP_UP = Duration.ofSeconds(5);
    private static final long ROOM_MILLIS = 20;
    static final Duration RETRY = Duration.ofSeconds(5);
    /** A message may wait in its queue a little longer, so that it can begin as it is accepted. */
    static final Duration FOR_ROOM = Duration.ofMillis(50);
    private static final long SOON_MILLIS = 2;

    private final Store store;
    private final JobsConfig config;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final Tenure tenure;
    private final Desk desk;
    private final Deliveries deliveries;
    private final Settlement settlement;
    private final Runner runner;
    private final Events events;
    private final StreamedDeliveries streamed;
    private volatile Consumer<String> partsListener = job -> {
    };
    private final Acceptance acceptance;
    private final Watches watches;
    private final Cancelling cancelling;
    private final OldJobs old;
    private final BatchJobs batches;
    private volatile Runnable batchJobEnded = () -> {
    };
    private final Backlog backlog;
    private volatile Set<String> missing = Set.of();
    /** No monitor: it is held while the store is opened. */
    private final ReentrantLock beginning = new ReentrantLock();
    private volatile boolean begun;
    private volatile @Nullable ScheduledFuture<?> later;

    /**
     * @param idempotent whether all providers of a model take idempotency keys
     * @param timer for what happens regularly; what it runs does not block it
     */
    public Jobs(Store store, JobsConfig config, JobRoute route, Predicate<String> idempotent,
            ScheduledExecutorService timer, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.timer = timer;
        this.tenure = new Tenure(store, config.onUnknown(), idempotent);
        this.backlog = new Backlog(store, tenure, config.backlog());
        this.desk = new Desk(store, tenure, clock, config.concurrent());
        this.deliveries = new Deliveries(store, tenure, clock);
        this.settlement = new Settlement(store, tenure, desk, clock, config, this::waitsAgain, this::ended);
        this.watches = new Watches(store);
        this.events = new Events(store, job -> {
            watches.changed(job);
            partsListener.accept(job);
        });
        this.streamed = new StreamedDeliveries(store);
        this.runner = new Runner(desk, run -> {
            route.run(run);
            watches.changed(run.job().id());
        }, settlement, backlog::shrinks);
        this.acceptance = new Acceptance(store, tenure, runner, deliveries, clock, backlog);
        this.cancelling = new Cancelling(store, tenure, runner, clock);
        this.old = new OldJobs(store, clock, config.keep());
        this.batches = new BatchJobs(store, clock);
    }

    /** For the steps of the route that every job takes. */
    public Settlement settlement() {
        return settlement;
    }

    /** The parts of streamed answers. */
    public Events events() {
        return events;
    }

    /** How far streamed answers have been brought to queues. */
    public StreamedDeliveries streamed() {
        return streamed;
    }

    /** @param listener told of a job that has more parts; must not block */
    public void onParts(Consumer<String> listener) {
        partsListener = listener;
    }

    /** The jobs of batches. */
    public BatchJobs batches() {
        return batches;
    }

    /** From now on that one is told when a job of a batch has ended in this process; it must not block. */
    public void whenBatchJobEnds(Runnable told) {
        batchJobEnded = told;
    }

    private void waitsAgain(Job job) {
        if (job.origin() != Origin.BATCH) {
            backlog.grows(job);
        }
    }

    private void ended(Job job, JobState state) {
        // Where a repetition by another way waits too, its answer is found a second later.
        deliveries.look(job.origin() == Origin.QUEUE ? Address.Kind.QUEUE : Address.Kind.WEBHOOK);
        if (state == JobState.DEAD) {
            deliveries.look(Address.Kind.DEAD_LETTER);
        }
        if (job.origin() == Origin.BATCH) {
            batchJobEnded.run();
        }
    }

    /** From now on that one brings answers of this kind. */
    public void deliverBy(Address.Kind kind, Courier courier) {
        deliveries.by(kind, courier);
    }

    /** Goes on with what was left from before, if there may be something. Does not fail: a store that is away is tried again. */
    public void resume() {
        if (store.mayHoldSomething()) {
            try {
                begin();
            } catch (StoreAwayException e) {
                LOG.warn("Jobs wait until the store is there: {}", e.getMessage());
                later = timer.schedule(() -> Thread.ofVirtual().start(this::resume), RETRY.toMillis(),
                        TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean begin() {
        if (!begun) {
            beginning.lock();
            try {
                if (!begun) {
                    tenure.keepUp();
                    runner.start();
                    deliveries.start();
                    later = timer.scheduleWithFixedDelay(() -> Thread.ofVirtual().start(this::keepUp),
                            KEEP_UP.toMillis(), KEEP_UP.toMillis(), TimeUnit.MILLISECONDS);
                    begun = true;
                }
            } finally {
                beginning.unlock();
            }
        }
        return begun;
    }

    private void keepUp() {
        try {
            if (tenure.keepUp() > 0) {
                runner.look();
                deliveries.look();
            }
            findLost();
            cancelling.keepUp();
            backlog.count();
            old.delete();
        } catch (StoreAwayException e) {
            LOG.warn("The store is away: {}", e.getMessage());
        }
    }

    /**
     * Where the store went away while a job was being written, that may be on disk all the same, and nobody has it. What is
     * on its way from disk to a thread, or back, is here at one of two looks.
     */
    private void findLost() {
        Set<String> lost = new HashSet<>(tenure.dispatched());
        lost.removeIf(id -> runner.running(id).isPresent());
        Set<String> twice = new HashSet<>(lost);
        twice.retainAll(missing);
        if (!twice.isEmpty() && tenure.lost(twice) > 0) {
            runner.look();
            deliveries.look();
        }
        missing = lost;
    }

    /** How many wait, of all processes that share the store; a few seconds old. */
    public long waiting() {
        return backlog.all();
    }

    /**
     * Returns when there is room for more, and soon after what waits has begun: what is taken then begins as it is accepted.
     * What can be done now may wait a little, so that gateways share a queue evenly; what rests may wait in greater number,
     * so that it does not stand before what does not.
     */
    public void awaitRoom() throws InterruptedException {
        long soon = System.nanoTime() + FOR_ROOM.toNanos();
        while (backlog.own() > 0 && !desk.someRest() && System.nanoTime() < soon) {
            TimeUnit.MILLISECONDS.sleep(SOON_MILLIS);
        }
        while (backlog.isFull()
                || (!desk.someRest() && backlog.own() >= 8L * config.concurrent())) {
            TimeUnit.MILLISECONDS.sleep(ROOM_MILLIS);
        }
    }

    /** How many are with providers, of this process. */
    public int running() {
        return runner.count();
    }

    /**
     * A job that has been accepted.
     *
     * @param repeated whether it had been before: it is the same job
     * @param status of its answer; null where there is none yet
     */
    public record Accepted(String id, boolean repeated, JobState state, @Nullable Integer status) {
    }

    /**
     * Accepts a job; when this returns it is on disk.
     *
     * @throws GatewayException 422 for a key that stands for another request, 503 when nothing can be accepted now
     */
    public Accepted accept(NewJob job) {
        inStore(this::begin);
        return acceptance.accept(job);
    }

    /**
     * Accepts many jobs in one commit; when this returns they are on disk. Those whose keys are known are there already.
     * They count for no backlog: whoever brings so many bounds them.
     *
     * @param first SQL that is committed with them; where it says false none is accepted
     * @return what {@code first} said
     * @throws StoreAwayException when nothing can be accepted now
     */
    public boolean acceptAll(List<NewJob> jobs, Predicate<Handle> first) {
        begin();
        return acceptance.acceptAll(jobs, first);
    }

    /** Does what needs the store for a caller: a store that is away is a 503. */
    public static <T> T inStore(Supplier<T> action) {
        try {
            return action.get();
        } catch (StoreAwayException e) {
            LOG.warn("The store was needed, and is away: {}", e.getMessage());
            throw ErrorCode.OVERLOADED
                    .because("The store cannot be used just now; nothing was changed. Try again later.")
                    .withRetryAfter(RETRY).toException();
        }
    }

    /** Looks something up; a store that is away is a 503. */
    private <T> T look(Function<Handle, T> query) {
        return inStore(() -> store.read(query));
    }

    /** The job of that name, if it is that caller's. */
    public Optional<JobView> find(String id, String subject) {
        return look(handle -> JobViews.find(handle, id)).filter(job -> job.subject().equals(subject));
    }

    /**
     * Jobs of one caller without their answers, the latest first; no lines of batches, which come by the thousand.
     *
     * @param after the last one seen; null to begin with the latest
     */
    public List<JobView> list(String subject, @Nullable String after, int most) {
        return look(handle -> JobViews.list(handle, subject, after, most));
    }

    /** Ends a job that was found, as far as it has not ended; when this returns that wish is on disk. */
    Cancelling.Outcome cancel(String id) {
        Cancelling.Outcome outcome = inStore(() -> cancelling.cancel(id));
        if (outcome == Cancelling.Outcome.CANCELLED) {
            backlog.shrinks();
            watches.changed(id);
            deliveries.look();
        }
        return outcome;
    }

    /** All that happens to a job from a position on. Whoever starts it is told on that event loop. */
    JobWatch watch(String id, Position from, Context eventLoop) {
        return new JobWatch(id, new JobNews(store, id, from), watches, eventLoop);
    }

    /** How many watch jobs of this process. */
    int watching() {
        return watches.count();
    }

    /** Watchers go elsewhere, or come again; else a job that waits would keep the process from ending. */
    public void endWatches() {
        watches.close();
    }

    /** Jobs of all callers, for operators. */
    public AllJobs all() {
        return new AllJobs(store, desk, clock, this::running, this::replay);
    }

    private int replay(Function<Handle, ? extends Collection<String>> which) {
        int count = inStore(() -> {
            begin();
            return store.write(handle -> DeadLetters.replay(handle, which.apply(handle), tenure.id()));
        });
        backlog.grows(count);
        runner.look();
        return count;
    }

    /** What waits is left to the next start, or to another gateway; what is with providers goes on. */
    public void beginNoMore() {
        runner.beginNoMore();
    }

    /** Lets what is with providers end, and leaves the rest to the next start, or to another gateway. */
    public void drain(Duration limit) {
        runner.drain(limit);
    }

    /** Called after {@link #drain}. */
    @Override
    public void close() {
        ScheduledFuture<?> regular = later;
        if (regular != null) {
            regular.cancel(false);
        }
        deliveries.close();
        if (begun) {
            try {
                tenure.end();
            } catch (StoreAwayException e) {
                LOG.warn("The next start finds these jobs as after a crash: {}", e.getMessage());
            }
        }
    }
}
