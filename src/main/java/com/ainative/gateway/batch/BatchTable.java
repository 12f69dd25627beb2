package com.ainative.gateway.batch;

import com.ainative.gateway.job.BatchJobs.Counts;
import com.ainative.gateway.job.KeptCaller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of batches. Every change names the state it expects: of several gateways that see the same batch one makes it,
 * and the others find it made.
 */
final class BatchTable {

    private static final RowMapper<Batch> BATCH = (row, context) -> new Batch(row.getString("id"), KeptCaller.of(row),
            row.getString("input_file"), row.getBytes("metadata"), BatchState.ofColumn(row.getString("state")),
            row.getBoolean("expired"), row.getInt("total"), row.getInt("completed"), row.getInt("failed"),
            row.getBytes("errors"), row.getInt("next_line"), row.getString("output_file"),
            row.getString("error_file"),
            new Batch.Times(row.getLong("created_at"), row.getLong("expires_at"), time(row, "in_progress_at"),
                    time(row, "cancelling_at"), time(row, "finalizing_at"), time(row, "ended_at")));

    private BatchTable() {
    }

    private static @Nullable Long time(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static void insert(Handle handle, Batch batch, UUID owner) {
        handle.createUpdate("""
                insert into batch (id, caller, subject, tier, roles, input_file, metadata, state, expired, total,
                  completed, failed, next_line, created_at, expires_at, grants)
                values (:id, :owner, :subject, :tier, :roles, :file, :metadata, 'validating', false, 0, 0, 0, 0,
                  :created, :expires, :grants)""").bind("id", batch.id()).bind("owner", owner)
                .bind("subject", batch.caller().subject()).bind("tier", batch.caller().tier())
                .bind("roles", KeptCaller.roles(batch.caller())).bind("grants", KeptCaller.grants(batch.caller()))
                .bind("file", batch.inputFile())
                .bind("metadata", batch.metadata()).bind("created", batch.times().created())
                .bind("expires", batch.times().expires()).execute();
    }

    static int underWay(Handle handle, UUID owner) {
        return handle.createQuery("select count(*) from batch where caller = :owner and ended_at is null")
                .bind("owner", owner).mapTo(Integer.class).one();
    }

    /** Of all callers, the oldest first. */
    static List<Batch> underWay(Handle handle) {
        return handle.createQuery("select * from batch where state in ('validating', 'in_progress', 'finalizing',"
                + " 'cancelling') order by id").map(BATCH).list();
    }

    static Optional<Batch> find(Handle handle, String id) {
        return handle.createQuery("select * from batch where id = :id").bind("id", id).map(BATCH).findOne();
    }

    static Optional<Batch> find(Handle handle, String id, UUID owner) {
        return handle.createQuery("select * from batch where id = :id and caller = :owner").bind("id", id)
                .bind("owner", owner).map(BATCH).findOne();
    }

    static List<Batch> list(Handle handle, UUID owner, Page page) {
        var query = handle.createQuery("select * from batch where caller = :owner" + page.sql()).bind("owner", owner);
        if (page.after() != null) {
            query.bind("after", page.after());
        }
        return query.map(BATCH).list();
    }

    /** Whether it is in the state it was seen in. Holds on to it until the commit. */
    static boolean isStill(Handle handle, Batch batch) {
        return handle.execute("update batch set state = state where id = ? and state = ?", batch.id(),
                batch.state().column()) == 1;
    }

    static void insertLines(Handle handle, String batch, List<BatchLine> lines) {
        var insert = handle.prepareBatch(
                "insert into batch_line (batch, line, custom_id) values (?, ?, ?) on conflict do nothing");
        lines.forEach(line -> insert.add(batch, line.index(), line.customId()));
        insert.execute();
    }

    /** What callers call some lines, in their order; fewer than asked for at the end alone. */
    static List<String> customIds(Handle handle, String batch, int from, int before) {
        return handle.createQuery("select custom_id from batch_line where batch = :batch and line >= :from"
                + " and line < :before order by line").bind("batch", batch).bind("from", from)
                .bind("before", before).mapTo(String.class).list();
    }

    /** @return false when it is not being validated any more: another gateway has done so */
    static boolean wrong(Handle handle, String id, byte[] errors, long now) {
        return handle.execute("update batch set state = 'failed', errors = ?, ended_at = ?"
                + " where id = ? and state = 'validating'", errors, now, id) == 1;
    }

    static boolean begun(Handle handle, String id, int total, long now) {
        return handle.execute("update batch set state = 'in_progress', total = ?, in_progress_at = ?"
                + " where id = ? and state = 'validating'", total, now, id) == 1;
    }

    static boolean cancelling(Handle handle, String id, long now) {
        return handle.execute("update batch set state = 'cancelling', cancelling_at = ?"
                + " where id = ? and state in ('validating', 'in_progress')", now, id) == 1;
    }

    /** @return false when it is not in progress any more */
    static boolean expired(Handle handle, String id) {
        return handle.execute("update batch set expired = true where id = ? and state = 'in_progress'", id) == 1;
    }

    /** How far its lines are; one cancelled early learns here how many there are. */
    static boolean counted(Handle handle, Batch batch, Counts counts) {
        return handle.execute("update batch set total = ?, completed = ?, failed = ? where id = ? and state = ?",
                counts.open() + counts.succeeded() + counts.failed(), counts.succeeded(), counts.failed(), batch.id(),
                batch.state().column()) == 1;
    }

    static boolean finalizing(Handle handle, String id, long now) {
        return handle.execute("update batch set state = 'finalizing', finalizing_at = ?"
                + " where id = ? and state = 'in_progress'", now, id) == 1;
    }

    /** Takes some lines for writing them to files; false when another has. */
    static boolean taken(Handle handle, Batch batch, int next) {
        return handle.execute("update batch set next_line = ? where id = ? and state = ? and next_line = ?", next,
                batch.id(), batch.state().column(), batch.nextLine()) == 1;
    }

    static void outputFile(Handle handle, String id, String file) {
        handle.execute("update batch set output_file = ? where id = ?", file, id);
    }

    static void errorFile(Handle handle, String id, String file) {
        handle.execute("update batch set error_file = ? where id = ?", file, id);
    }

    static boolean ended(Handle handle, Batch batch, BatchState end, long now) {
        return handle.execute("update batch set state = ?, ended_at = ? where id = ? and state = ? and next_line = ?",
                end.column(), now, batch.id(), batch.state().column(), batch.nextLine()) == 1;
    }

    /** Batches that have ended and whose lines are still there. */
    static List<Batch> uncleared(Handle handle) {
        return handle.createQuery("select * from batch where ended_at is not null"
                + " and exists (select 1 from batch_line where batch_line.batch = batch.id)").map(BATCH).list();
    }

    static int forgetLines(Handle handle, String batch) {
        return handle.execute("delete from batch_line where batch = ?", batch);
    }

    static List<String> endedBefore(Handle handle, long time, int most) {
        return handle.createQuery("select id from batch where ended_at < :time limit :most").bind("time", time)
                .bind("most", most).mapTo(String.class).list();
    }

    static int delete(Handle handle, String id) {
        return handle.execute("delete from batch where id = ?", id);
    }
}
