package com.ainative.gateway.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** What can be read of jobs. */
final class JobViews {

    static final String COLUMNS = "j.id, j.subject, j.model, j.origin, j.state, j.priority, j.tries, j.unknowns,"
            + " j.accepted_at, j.not_before, j.deadline, j.ended_at, j.provider, j.status, j.reply, j.reason, j.batch,"
            + " j.line";
    static final RowMapper<JobView> VIEW = (row, context) -> view(row);

    private JobViews() {
    }

    static JobView view(ResultSet row) throws SQLException {
        return new JobView(row.getString("id"), row.getString("subject"), row.getString("model"),
                Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
                JobState.ofColumn(row.getString("state")), row.getInt("priority"), row.getInt("tries"),
                row.getInt("unknowns"), row.getLong("accepted_at"), row.getLong("not_before"),
                number(row, "deadline"), number(row, "ended_at"), row.getString("provider"), status(row),
                row.getBytes("reply"), row.getString("reason"), row.getString("batch"), row.getInt("line"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Integer status(ResultSet row) throws SQLException {
        int value = row.getInt("status");
        return row.wasNull() ? null : value;
    }

    static Optional<JobView> find(Handle handle, String id) {
        return handle.createQuery("select " + COLUMNS + " from job j where j.id = :id").bind("id", id).map(VIEW)
                .findOne();
    }

    static Map<JobState, Long> counts(Handle handle) {
        return handle.createQuery("select state, count(*) as n from job group by state")
                .reduceRows(new EnumMap<>(JobState.class), (counts, row) -> {
                    counts.put(JobState.ofColumn(row.getColumn("state", String.class)), row.getColumn("n", Long.class));
                    return counts;
                });
    }

    /** Of all callers; the first to be done, or the latest to have ended, first. */
    static List<JobView> list(Handle handle, JobState state, int most) {
        String order = state == JobState.ACCEPTED ? "j.priority desc, j.id" : "j.id desc";
        return handle.createQuery("select " + COLUMNS + " from job j where j.state = :state order by " + order
                + " limit :most").bind("state", state.column()).bind("most", most).map(VIEW).list();
    }

    /** Of one caller, without answers and lines of batches; the latest first. */
    static List<JobView> list(Handle handle, String subject, @Nullable String after, int most) {
        return handle.createQuery("select " + COLUMNS.replace("j.reply", "null as reply") + " from job j"
                + " where j.caller = :caller" + (after == null ? "" : " and j.id < :after")
                + " and j.batch is null order by j.id desc limit :most")
                .bind("caller", JobIds.fingerprint(subject)).bind("after", after)
                .bind("most", most)
                .map(VIEW).list();
    }

    /** How many answers are in that state of delivery. */
    static long deliveries(Handle handle, String state) {
        return handle.createQuery("select count(*) from delivery where state = :state").bind("state", state)
                .mapTo(Long.class).one();
    }

    static Optional<byte[]> request(Handle handle, String id) {
        return handle.createQuery("select request from job where id = :id").bind("id", id).mapTo(byte[].class)
                .findOne();
    }
}
