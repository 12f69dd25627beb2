package com.ainative.gateway.job;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of jobs under way. Every change names the state and the owner it expects: a process that has been taken for
 * dead, and lives, changes nothing of a job that is not its own any more.
 */
final class JobTable {

    private static final RowMapper<Job> JOB = (row, context) -> {
        long deadline = row.getLong("deadline");
        Long orNone = row.wasNull() ? null : deadline;
        return new Job(row.getString("id"), KeptCaller.of(row),
                Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
                row.getString("model"), row.getInt("priority"), row.getInt("tries"), row.getInt("key_number"), orNone,
                row.getBytes("request"));
    };

    /** As many characters as its column has. */
    private static final int LONGEST_REASON = 40;

    private JobTable() {
    }

    /**
     * @param begins whether a provider may have it when this is on disk
     * @return false when there is another one already with this key; the same one may be there where its change is written
     *         twice
     */
    static boolean insert(Handle handle, String id, NewJob job, @Nullable UUID dedupe, UUID digest, String owner,
            long now, boolean begins) {
        return handle
                .createUpdate(
                        """
                                insert into job (id, subject, caller, tier, roles, dedupe, digest, origin, model, priority, state, owner, tries,
                                  unknowns, unwanted, accepted_at, not_before, deadline, request, batch, line, grants)
                                values (:id, :subject, :caller, :tier, :roles, cast(:dedupe as uuid), :digest, :origin, :model, :priority, :state, :owner, :tries,
                                  0, false, :now, 0, :deadline, :request, :batch, :line, :grants) on conflict do nothing""")
                .bind("id", id).bind("caller", JobIds.fingerprint(job.caller().subject()))
                .bind("subject", job.caller().subject()).bind("tier", job.caller().tier())
                .bind("roles", KeptCaller.roles(job.caller())).bind("grants", KeptCaller.grants(job.caller()))
                .bind("dedupe", dedupe)
                .bind("digest", digest)
                .bind("origin", job.origin().column()).bind("model", job.model()).bind("priority", job.priority())
                .bind("owner", owner).bind("now", now).bind("deadline", job.deadline()).bind("request", job.request())
                .bind("batch", job.batch()).bind("line", job.line())
                .bind("state", (begins ? JobState.DISPATCHED : JobState.ACCEPTED).column())
                .bind("tries", begins ? 1 : 0)
                .execute() == 1 || isThere(handle, id);
    }

    private static boolean isThere(Handle handle, String id) {
        return handle.createQuery("select id from job where id = :id").bind("id", id).mapTo(String.class).findOne()
                .isPresent();
    }

    /** Of the job that has this key already. */
    record Known(String id, UUID digest, JobState state, @Nullable Integer status) {
    }

    /** It does not end until this change is written: what it finds out about the end holds. */
    static Optional<Known> known(Handle handle, UUID dedupe) {
        return handle.createQuery("select id, digest, state, status from job where dedupe = :dedupe for update")
                .bind("dedupe", dedupe)
                .map((row, context) -> new Known(row.getString("id"), row.getObject("digest", UUID.class),
                        JobState.ofColumn(row.getString("state")), (Integer) row.getObject("status")))
                .findOne();
    }

    /** @param due whether there is an answer to deliver already */
    static void insert(Handle handle, String job, Address to, boolean due) {
        handle.createUpdate("""
                insert into delivery (id, job, kind, state, address, correlation, tries, not_before)
                values (:id, :job, :kind, :state, :address, :correlation, 0, 0) on conflict do nothing""")
                .bind("id", job + "/" + to.id()).bind("state", due ? "waiting" : "held").bind("job", job)
                .bind("kind", to.kind().column())
                .bind("address", to.to()).bind("correlation", to.correlation()).execute();
    }

    /**
     * One that has ended is this process's from now on, for there is an answer to deliver. Whoever had it may be gone, and
     * with it whoever would look for deliveries of what was done long ago.
     */
    static void adopt(Handle handle, String id, String owner) {
        handle.execute("update job set owner = ? where id = ? and owner <> ? and ended_at is not null", owner, id,
                owner);
    }

    /**
     * One that is to be done.
     *
     * @param bytes of its request
     */
    record Waiting(String id, long bytes) {
    }

    /** The next to be done, without those of callers and models that rest. */
    static List<Waiting> toDo(Handle handle, String owner, Collection<String> restingSubjects,
            Collection<String> restingModels, long now, int most) {
        String subjects = restingSubjects.isEmpty() ? "" : " and subject not in (<subjects>)";
        String models = restingModels.isEmpty() ? "" : " and model not in (<models>)";
        var query = handle.createQuery("select id, octet_length(request) as bytes from job"
                + " where owner = :owner and state = 'accepted' and not_before <= :now" + subjects + models
                + " order by priority desc, id limit :most");
        if (!restingSubjects.isEmpty()) {
            query.bindList("subjects", List.copyOf(restingSubjects));
        }
        if (!restingModels.isEmpty()) {
            query.bindList("models", List.copyOf(restingModels));
        }
        return query.bind("owner", owner).bind("now", now).bind("most", most)
                .map((row, context) -> new Waiting(row.getString("id"), row.getLong("bytes"))).list();
    }

    /** Those of the names that still wait here. */
    static List<Job> waiting(Handle handle, String owner, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : handle.createQuery(
                        "select id, subject, tier, roles, grants, origin, model, priority, tries, key_number, deadline,"
                                + " request from job where id in (<ids>) and owner = :owner and state = 'accepted'")
                        .bindList("ids", List.copyOf(ids)).bind("owner", owner).map(JOB).list();
    }

    /** When the earliest job is due that waits for its time; empty where none does. */
    static Optional<Long> nextDue(Handle handle, String owner, long now) {
        return handle
                .createQuery("select min(not_before) from job where owner = :owner and state = 'accepted'"
                        + " and not_before > :now")
                .bind("owner", owner).bind("now", now).mapTo(Long.class).findOne();
    }

    /** Without lines of batches, which come by the thousand and wait behind all others. */
    static long waiting(Handle handle) {
        return handle.createQuery("select count(*) from job where state = 'accepted' and origin <> 'batch'")
                .mapTo(Long.class).one();
    }

    /** As above, by the digests of their callers' subjects. */
    static Map<UUID, Long> waitingByCaller(Handle handle) {
        return handle.createQuery("select caller, count(*) as n from job where state = 'accepted' and origin <> 'batch'"
                + " group by caller")
                .reduceRows(new HashMap<>(), (counts, row) -> {
                    counts.put(row.getColumn("caller", UUID.class), row.getColumn("n", Long.class));
                    return counts;
                });
    }

    /** As above, and of one process alone. */
    static long waiting(Handle handle, String owner) {
        return handle.createQuery("select count(*) from job where state = 'accepted' and owner = :owner"
                + " and origin <> 'batch'").bind("owner", owner).mapTo(Long.class).one();
    }

    /** @return whether it is with a provider now; it may have been where its change is written twice, and counts once */
    static boolean dispatch(Handle handle, String id, String owner) {
        return handle.execute("update job set state = 'dispatched', tries = tries + 1"
                + " where id = ? and owner = ? and state = 'accepted' and not unwanted", id, owner) == 1
                || handle.createQuery("select id from job where id = :id and owner = :owner and state = 'dispatched'"
                        + " and not unwanted").bind("id", id).bind("owner", owner).mapTo(String.class).findOne()
                        .isPresent();
    }

    /**
     * Back to those that wait.
     *
     * @param countsAsTry also where it failed before a provider was asked, for it would fail for ever
     */
    static boolean putBack(Handle handle, String id, String owner, long notBefore, boolean countsAsTry) {
        return handle
                .createUpdate(
                        "update job set tries = tries + :counts - case when state = 'dispatched' then 1 else 0 end,"
                                + " key_number = key_number + :counts,"
                                + " state = 'accepted', not_before = :due"
                                + " where id = :id and owner = :owner and state in ('accepted', 'dispatched')")
                .bind("counts", countsAsTry ? 1 : 0).bind("due", notBefore)
                .bind("id", id).bind("owner", owner)
                .execute() == 1;
    }

    /** The end of a job: its answer, or why there is none. What waits for it is due. */
    static boolean end(Handle handle, String id, String owner, JobEnd end, long now) {
        Update update = handle.createUpdate("update job set state = :state, status = :status, reply = :reply,"
                + " provider = :provider, reason = :reason, ended_at = :now"
                + " where id = :id and owner = :owner and state in ('accepted', 'dispatched')");
        return update.bind("state", end.state().column()).bind("status", end.status()).bind("reply", end.reply())
                .bind("provider", end.provider()).bind("reason", bounded(end.reason())).bind("now", now).bind("id", id)
                .bind("owner", owner).execute() == 1 && release(handle, id);
    }

    /** Codes of providers' errors are reasons, too, and may be anything. */
    private static @Nullable String bounded(@Nullable String reason) {
        if (reason == null) {
            return null;
        }
        String shown = reason.replaceAll("\\p{Cntrl}", "");
        return shown.substring(0, Math.min(shown.length(), LONGEST_REASON));
    }

    /** Its deliveries are due. */
    static boolean release(Handle handle, String id) {
        handle.execute("update delivery set state = 'waiting' where job = ? and state = 'held'", id);
        return true;
    }
}
