package com.ainative.gateway.job;

import com.ainative.gateway.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Jobs that ended longer ago than answers are kept. They go with their parts and deliveries, a little at a time: others
 * wait for each step to be written. Lines of batches go with their batch.
 */
final class OldJobs {

    private static final int JOBS = 100;
    private static final int PARTS = 2_000;
    /** At one time; what is left goes the next time. */
    private static final int STEPS = 50;
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Store store;
    private final InstantSource clock;
    private final Duration keep;
    private long next;

    OldJobs(Store store, InstantSource clock, Duration keep) {
        this.store = store;
        this.clock = clock;
        this.keep = keep;
    }

    /** Called often, by one thread at a time; does it once a minute. */
    void delete() {
        long now = clock.millis();
        if (now < next) {
            return;
        }
        next = now + EVERY.toMillis();
        long before = now - keep.toMillis();
        boolean more = true;
        for (int step = 0; step < STEPS && more; step++) {
            more = store.write(handle -> step(handle, before));
        }
    }

    /** @return whether there may be more */
    static boolean step(Handle handle, long before) {
        // Locked, and without those another gateway deletes just now.
        List<String> old = handle.createQuery("select id from job where id < :first and ended_at < :before"
                + " and origin <> 'batch' order by id limit :most for update skip locked")
                .bind("first", JobIds.first(JobIds.JOB, before)).bind("before", before).bind("most", JOBS)
                .mapTo(String.class).list();
        if (old.isEmpty()) {
            return false;
        }
        int parts = handle.createUpdate("delete from job_event where (job, n) in"
                + " (select job, n from job_event where job in (<old>) limit :most)").bindList("old", old)
                .bind("most", PARTS).execute();
        if (parts == PARTS) {
            return true;
        }
        handle.createUpdate("delete from delivery where job in (<old>)").bindList("old", old).execute();
        handle.createUpdate("delete from job where id in (<old>)").bindList("old", old).execute();
        return old.size() == JOBS;
    }
}
