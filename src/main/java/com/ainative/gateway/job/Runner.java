package com.ainative.gateway.job;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.job.Desk.Next;
import com.ainative.gateway.store.StoreAwayException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the jobs of this process: as many at once as there is room for, each on a virtual thread of its own. Jobs that are
 * accepted while few wait begin from memory; the table is read, many jobs at a time, where others wait.
 */
final class Runner {

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    /** Looks at the table at least this often, for what only time or another process changes. */
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** Jobs that are read at once. */
    private static final int READ = 256;
    private static final long READ_BYTES = 8 << 20;

    private final Desk desk;
    private final JobRoute route;
    private final Settlement settlement;
    private final Consumer<Job> begun;
    private final Semaphore room;
    private final Map<String, JobRun> running = new ConcurrentHashMap<>();
    private final Ahead ahead = new Ahead();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private boolean look = true;
    private volatile boolean closed;
    private final Thread reader;

    /** @param begun called for each job that begins, but for lines of batches, which nobody counts */
    Runner(Desk desk, JobRoute route, Settlement settlement, Consumer<Job> begun) {
        this.begun = begun;
        this.desk = desk;
        this.route = route;
        this.settlement = settlement;
        this.room = new Semaphore(desk.concurrent());
        this.reader = Thread.ofVirtual().name("jobs").unstarted(this::read);
    }

    void start() {
        reader.start();
    }

    /**
     * Holds room for a job that is about to be accepted, if it may begin at once and none waits that came before. What
     * follows is {@link #begin(JobRun)} or {@link #free}.
     *
     * @param patience for room; other reasons are no matter of time
     */
    Optional<JobRun> hold(Job job, Duration patience) throws InterruptedException {
        if (closed || !room.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        // What waits here takes room as soon as there is some: it is gone, or has come meanwhile.
        Optional<JobRun> held = ahead.nothingWaits() ? enter(job) : Optional.empty();
        if (held.isEmpty()) {
            room.release();
            beginAhead();
        }
        return held;
    }

    /** The job for which there was room is on disk as with a provider. */
    void begin(JobRun run) {
        run.dispatched();
        start(run);
    }

    /** The job for which there was room was not accepted. */
    void free(JobRun run) {
        left(run);
    }

    /** A job has been accepted and is on disk. */
    void accepted(Job job) {
        if (ahead.offer(job)) {
            beginAhead();
        } else {
            wakeReader();
        }
    }

    /** There may be something to do on disk that is not known here. */
    void look() {
        lock.lock();
        try {
            look = true;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    Optional<JobRun> running(String id) {
        return Optional.ofNullable(running.get(id));
    }

    int count() {
        return running.size();
    }

    private void read() {
        while (!closed) {
            try {
                awaitWork();
                if (!closed) {
                    readMore();
                }
            } catch (InterruptedException e) {
                return;
            } catch (StoreAwayException e) {
                LOG.warn("Jobs cannot be read, and will be once the store is back: {}", e.getMessage());
                look();
                pause();
            } catch (RuntimeException e) { // nobody else would ever look again
                LOG.error("Jobs could not be read", e);
                look();
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void awaitWork() throws InterruptedException {
        long lookAgain = System.nanoTime() + LOOK.toNanos();
        lock.lock();
        try {
            while (!closed && !((look || ahead.runsLow()) && room.availablePermits() > 0)) {
                long left = Math.min(lookAgain - System.nanoTime(),
                        desk.nextWake().map(Duration::toNanos).orElse(Long.MAX_VALUE));
                if (look) {
                    something.awaitNanos(LOOK.toNanos()); // for room
                } else if (left <= 0) {
                    look = true;
                } else {
                    something.awaitNanos(left);
                }
            }
            look = false;
        } finally {
            lock.unlock();
        }
    }

    private void readMore() {
        ahead.reading();
        Next next = desk.next(known(), READ, READ_BYTES);
        Set<String> known = known();
        next.jobs().stream().filter(job -> !known.contains(job.id())).forEach(ahead::add);
        boolean again = !known.containsAll(next.passed()); // some have ended since, or are back on disk
        if (next.more()) {
            ahead.moreOnDisk();
        }
        beginAhead();
        if (again) {
            look();
        }
    }

    private Set<String> known() {
        Set<String> known = ahead.ids();
        known.addAll(running.keySet());
        return known;
    }

    private void beginAhead() {
        while (!closed && room.tryAcquire()) {
            Job next = ahead.poll();
            if (next == null || !begin(next)) {
                room.release();
            }
            if (next == null) {
                return;
            }
        }
    }

    /** Called with room for it. @return false when it is under way already, or its lane rests */
    private boolean begin(Job job) {
        Optional<JobRun> entered = enter(job);
        entered.ifPresent(run -> {
            if (job.origin() != Origin.BATCH) {
                begun.accept(job);
            }
            start(run);
        });
        return entered.isPresent();
    }

    private Optional<JobRun> enter(Job job) {
        JobRun run = new JobRun(job);
        if (running.putIfAbsent(job.id(), run) != null) {
            return Optional.empty();
        }
        if (!desk.mayBegin(job)) {
            running.remove(job.id());
            return Optional.empty();
        }
        return Optional.of(run);
    }

    private void start(JobRun run) {
        Thread.ofVirtual().name(run.job().id()).start(() -> run(run));
    }

    private void run(JobRun run) {
        try {
            if (!settlement.endsLate(run)) {
                route.run(run);
            }
            if (!run.isSettled()) {
                settlement.failed(run, ErrorCode.INTERNAL
                        .because("The route of jobs ended without keepAnswer or keepFailure."), false);
            }
        } catch (RuntimeException | Error e) { // the job stays on disk, and is tried again
            LOG.error("Job {} failed", run.job().id(), e);
            settlement.failedHard(run);
        } finally {
            // A stream that nobody wanted in the end is hung up on; finished calls do not notice.
            run.cancellation().cancel();
            left(run);
        }
    }

    private void left(JobRun run) {
        boolean laneOpened = desk.ended(run.job());
        running.remove(run.job().id());
        room.release();
        beginAhead();
        if (laneOpened) {
            look();
        } else {
            wakeReader();
        }
    }

    /** If it has something to do, or another time to wait. */
    private void wakeReader() {
        lock.lock();
        try {
            if (look || ahead.runsLow() || desk.nextWake().isPresent()) {
                something.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void beginNoMore() {
        closed = true;
        reader.interrupt();
    }

    /** Begins nothing more, and waits for what is under way. */
    void drain(Duration limit) {
        beginNoMore();
        try {
            if (room.tryAcquire(desk.concurrent(), limit.toMillis(), TimeUnit.MILLISECONDS)) {
                room.release(desk.concurrent());
            } else {
                LOG.warn("{} jobs are still with providers at the end of the drain time", running.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
