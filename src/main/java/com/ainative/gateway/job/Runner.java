package com.ainative.gateway.job;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.store.StoreAwayException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the jobs of this process: as many at once as there is room for, each on a virtual thread of its own. A job that is
 * accepted while nothing waits begins at once; all others are read from the table when there is room.
 */
final class Runner {

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    /** Looks at the table at least this often, for what only time or another process changes. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Desk desk;
    private final JobRoute route;
    private final Settlement settlement;
    private final Runnable begun;
    private final Semaphore room;
    private final Map<String, JobRun> running = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private boolean mayWait = true;
    private volatile boolean closed;
    private final Thread reader;

    /** @param begun called for each job that begins, but for lines of batches, which nobody counts */
    Runner(Desk desk, JobRoute route, Settlement settlement, Runnable begun) {
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

    /** A job has been accepted and is on disk. */
    void accepted(Job job) {
        boolean alone;
        lock.lock();
        try {
            alone = !mayWait;
        } finally {
            lock.unlock();
        }
        if (!alone || !begin(job)) {
            look();
        }
    }

    /** There may be something to do on disk. */
    void look() {
        lock.lock();
        try {
            mayWait = true;
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
                    beginNext();
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
            while (!closed && !(mayWait && room.availablePermits() > 0)) {
                long left = Math.min(lookAgain - System.nanoTime(),
                        desk.nextWake().map(Duration::toNanos).orElse(Long.MAX_VALUE));
                if (mayWait) {
                    something.await(); // for room
                } else if (left <= 0) {
                    mayWait = true;
                } else {
                    something.awaitNanos(left);
                }
            }
            mayWait = false;
        } finally {
            lock.unlock();
        }
    }

    private void beginNext() {
        int most = running.size() + Math.max(1, room.availablePermits());
        List<Job> jobs = desk.toDo(most);
        boolean full = false;
        for (Job job : jobs) {
            full |= !begin(job) && room.availablePermits() == 0;
        }
        if (full || jobs.size() == most) {
            look();
        }
    }

    /** @return false when there is no room, or its lane rests */
    private boolean begin(Job job) {
        if (closed || !room.tryAcquire()) {
            return false;
        }
        JobRun run = new JobRun(job);
        if (running.putIfAbsent(job.id(), run) != null) {
            room.release();
            return true; // it has begun already
        }
        if (!desk.mayBegin(job)) {
            running.remove(job.id());
            room.release();
            return false;
        }
        if (job.origin() != Origin.BATCH) {
            begun.run();
        }
        Thread.ofVirtual().name(job.id()).start(() -> run(run));
        return true;
    }

    private void run(JobRun run) {
        try {
            route.run(run);
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
            boolean lanesMayHaveOpened = desk.ended(run.job());
            running.remove(run.job().id());
            room.release();
            if (lanesMayHaveOpened) {
                look();
            } else {
                wake();
            }
        }
    }

    private void wake() {
        lock.lock();
        try {
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Begins nothing more, and waits for what is under way. */
    void drain(Duration limit) {
        closed = true;
        reader.interrupt();
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
