package com.ainative.gateway.job;

import com.ainative.gateway.store.Store;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The jobs of batches, a batch at a time. All methods block, and throw StoreAwayException where the store is away. */
public final class BatchJobs {

    /** Lines that are changed in one commit: others wait for it to end. */
    private static final int GROUP = 1_000;

    private final Store store;
    private final InstantSource clock;

    BatchJobs(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * How far a batch is.
     *
     * @param open those that have not ended
     * @param succeeded those with an answer that is no error
     */
    public record Counts(int open, int succeeded, int failed) {
    }

    public Counts counts(String batch) {
        return store.read(handle -> handle.createQuery("select count(*) as n,"
                + " coalesce(sum(case when ended_at is null then 1 else 0 end), 0) as still_open,"
                + " coalesce(sum(case when state = 'answered' and status < 400 then 1 else 0 end), 0) as succeeded"
                + " from job where batch = :batch").bind("batch", batch).map((row, context) -> {
                    int open = row.getInt("still_open");
                    int succeeded = row.getInt("succeeded");
                    return new Counts(open, succeeded, row.getInt("n") - open - succeeded);
                }).one());
    }

    private record Size(int line, long bytes) {
    }

    /**
     * How many lines can be read at once.
     *
     * @param bytes of their answers, at most; one line is read whatever its size
     * @return the first line behind them
     */
    public int before(String batch, int from, int lines, long bytes) {
        List<Size> sizes = store.read(handle -> handle
                .createQuery("select line, coalesce(octet_length(reply), 0) as bytes from job where batch = :batch"
                        + " and line >= :from and line < :before order by line")
                .bind("batch", batch).bind("from", from).bind("before", from + lines)
                .map((row, context) -> new Size(row.getInt("line"), row.getLong("bytes"))).list());
        long sum = 0;
        for (Size size : sizes) {
            sum += size.bytes;
            if (sum > bytes) {
                return Math.max(from + 1, size.line);
            }
        }
        return from + lines;
    }

    /** The jobs of some lines in their order. */
    public List<JobView> ofLines(String batch, int from, int beforeLine) {
        return store.read(handle -> handle.createQuery("select " + JobViews.COLUMNS + " from job j"
                + " where j.batch = :batch and j.line >= :from and j.line < :before order by j.line")
                .bind("batch", batch).bind("from", from).bind("before", beforeLine).map(JobViews.VIEW).list());
    }

    /** Ends those that are with no provider; the others end by themselves, for they may have been paid already. */
    public void cancel(String batch) {
        long now = clock.millis();
        inGroups(batch, (handle, from, before) -> handle.execute("update job set state = 'cancelled',"
                + " reason = 'cancelled', ended_at = ? where batch = ? and line >= ? and line < ?"
                + " and state = 'accepted'", now, batch, from, before));
    }

    /** Deletes those that were answered or cancelled. What is of use to operators, dead or unknown, stays as long as the batch. */
    public void forget(String batch) {
        inGroups(batch, (handle, from, before) -> handle.execute("delete from job where batch = ? and line >= ?"
                + " and line < ? and state in ('answered', 'cancelled')", batch, from, before));
    }

    /** Deletes all that is left of it. */
    public void forgetAll(String batch) {
        inGroups(batch, (handle, from, before) -> {
            handle.execute("delete from delivery where job in (select id from job where batch = ? and line >= ?"
                    + " and line < ?)", batch, from, before);
            return handle.execute("delete from job where batch = ? and line >= ? and line < ?", batch, from, before);
        });
    }

    private interface Change {
        int apply(Handle handle, int from, int before);
    }

    private void inGroups(String batch, Change change) {
        int lines = store.read(handle -> handle
                .createQuery("select coalesce(max(line) + 1, 0) from job where batch = :batch").bind("batch", batch)
                .mapTo(Integer.class).one());
        for (int from = 0; from < lines; from += GROUP) {
            int first = from;
            store.write(handle -> change.apply(handle, first, first + GROUP));
        }
    }
}
