package com.ainative.gateway.job;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Jobs in memory that begin as soon as there is room, so that the table need not be read for each: bounded, the most
 * important first, in the order of acceptance else. All of them are on disk too. Safe for use from any thread.
 */
final class Ahead {

    static final int MOST = 512;
    /** Of their requests; one job is taken whatever its size. */
    private static final long MOST_BYTES = 16 << 20;

    private static final Comparator<Job> ORDER = Comparator.comparingInt(Job::priority).reversed()
            .thenComparing(Job::id);

    private final TreeSet<Job> jobs = new TreeSet<>(ORDER);
    private long bytes;
    private boolean moreOnDisk;

    /**
     * Takes a job that has been accepted just now. Where others wait on disk it comes behind them, unless it is more
     * important than what is here.
     *
     * @return false when it stays on disk
     */
    synchronized boolean offer(Job job) {
        if (moreOnDisk && (jobs.isEmpty() || job.priority() <= jobs.last().priority())) {
            return false;
        }
        add(job);
        return jobs.contains(job);
    }

    /** Takes a job that was read, or found no room; if there are too many, the least important stay on disk. */
    synchronized void add(Job job) {
        if (jobs.add(job)) {
            bytes += job.request().length;
        }
        while (jobs.size() > MOST || (bytes > MOST_BYTES && jobs.size() > 1)) {
            bytes -= jobs.removeLast().request().length;
            moreOnDisk = true;
        }
    }

    /** The next to begin. */
    synchronized @Nullable Job poll() {
        Job first = jobs.pollFirst();
        if (first != null) {
            bytes -= first.request().length;
        }
        return first;
    }

    /** There are jobs on disk that were not taken, or are not known. */
    synchronized void moreOnDisk() {
        moreOnDisk = true;
    }

    /** Called before the table is read: what it does not show is not there, unless it is told of meanwhile. */
    synchronized void reading() {
        moreOnDisk = false;
    }

    /** Whether it is time to read more. */
    synchronized boolean runsLow() {
        return moreOnDisk && jobs.size() <= MOST / 4 && bytes <= MOST_BYTES / 4;
    }

    /** Whether no job waits, here or on disk, as far as is known. */
    synchronized boolean nothingWaits() {
        return jobs.isEmpty() && !moreOnDisk;
    }

    synchronized Set<String> ids() {
        Set<String> ids = new HashSet<>();
        jobs.forEach(job -> ids.add(job.id()));
        return ids;
    }
}
