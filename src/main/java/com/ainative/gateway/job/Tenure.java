package com.ainative.gateway.job;

import com.ainative.gateway.config.JobsConfig.OnUnknown;
import com.ainative.gateway.error.ErrorBody;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as the owner of jobs. It says regularly that it lives, and takes over what belongs to processes that do
 * not: with a database of its own that is whatever was left behind, with a shared one what belongs to a gateway that has
 * been silent for {@link #SILENCE} while this one was not. Times are the database's, for clocks differ.
 */
final class Tenure {

    static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);
    private static final String NOBODY = "";
    /** One that was under way at so many ends of a gateway may be what ends it. */
    static final int MOST_UNKNOWNS = 10;

    private final Store store;
    private final String id = UUID.randomUUID().toString();
    private final OnUnknown onUnknown;
    private final Predicate<String> idempotent;

    /** @param idempotent whether all providers of a model take idempotency keys */
    Tenure(Store store, OnUnknown onUnknown, Predicate<String> idempotent) {
        this.store = store;
        this.onUnknown = onUnknown;
        this.idempotent = idempotent;
    }

    /** Of this process alone. */
    String id() {
        return id;
    }

    /** @return how many jobs have come to this process */
    int keepUp() {
        return store.write(handle -> {
            long now = now(handle);
            long since = appear(handle, now);
            int taken = take(handle, NOBODY, now);
            for (String other : store.isShared() ? silent(handle, since, now) : others(handle)) {
                // Of several that see the silence one deletes the row, and takes.
                if (handle.execute("delete from gateway where id = ?", other) == 1) {
                    taken += take(handle, other, now);
                }
            }
            return taken;
        });
    }

    /** @return since when this process has been seen without a gap */
    private long appear(Handle handle, long now) {
        long gap = now - SILENCE.toMillis() / 2;
        if (handle.execute("update gateway set since = case when seen < ? then ? else since end, seen = ? where id = ?",
                gap, now, now, id) == 0) {
            handle.execute("insert into gateway (id, seen, since) values (?, ?, ?)", id, now, now);
        }
        return handle.createQuery("select since from gateway where id = :me").bind("me", id).mapTo(Long.class).one();
    }

    /**
     * Whoever was not seen while this process was. Where this one was away as well, the store was, and the others are given
     * the time to come back.
     */
    private static List<String> silent(Handle handle, long since, long now) {
        meet(handle, now);
        long then = now - SILENCE.toMillis();
        return since > then
                ? List.of()
                : handle.createQuery("select id from gateway where seen < :then").bind("then", then)
                        .mapTo(String.class).list();
    }

    /** One that was taken for dead, and lived, may have accepted jobs since, and died: its silence begins now. */
    static void meet(Handle handle, long now) {
        handle.createUpdate("insert into gateway (id, seen, since)"
                + " select distinct owner, cast(:now as bigint), cast(:now as bigint) from job"
                + " where state in ('accepted', 'dispatched') and owner <> ''"
                + " and not exists (select 1 from gateway where gateway.id = job.owner) on conflict do nothing")
                .bind("now", now).execute();
    }

    private List<String> others(Handle handle) {
        return handle.createQuery("select id from gateway where id <> :me").bind("me", id).mapTo(String.class).list();
    }

    private int take(Handle handle, String from, long now) {
        handle.execute("update job set state = 'unknown', unknowns = unknowns + 1, owner = ?"
                + " where owner = ? and state = 'dispatched'", id, from);
        return handOver(handle, from, id) + decide(handle, now);
    }

    /** What is to be done or delivered: of all jobs these few, which indexes know. */
    static int handOver(Handle handle, String from, String to) {
        return handle.execute("update job set owner = ? where owner = ? and state = 'accepted'", to, from)
                + handle.execute("update job set owner = ? where owner = ?"
                        + " and id in (select job from delivery where state = 'waiting')", to, from);
    }

    /** Those of this process that are with a provider, as far as is known on disk. */
    List<String> dispatched() {
        return store.read(handle -> handle.createQuery("select id from job where owner = :me and state = 'dispatched'")
                .bind("me", id).mapTo(String.class).list());
    }

    /** Nobody in this process has these any more: what came of them is not known. */
    int lost(Collection<String> jobs) {
        return store.write(handle -> {
            for (String job : jobs) {
                handle.execute("update job set state = 'unknown', unknowns = unknowns + 1"
                        + " where id = ? and owner = ? and state = 'dispatched'", job, id);
            }
            return decide(handle, now(handle));
        });
    }

    private static long now(Handle handle) {
        return handle.createQuery("select cast(extract(epoch from current_timestamp) * 1000 as bigint)")
                .mapTo(Long.class).one();
    }

    private record Unknown(String id, String model, int unknowns) {
    }

    private int decide(Handle handle, long now) {
        List<Unknown> unknown = handle
                .createQuery(
                        "select id, model, unknowns from job where owner = :me and state = 'unknown' and ended_at is null")
                .bind("me", id).map((row, context) -> new Unknown(row.getString("id"), row.getString("model"),
                        row.getInt("unknowns")))
                .list();
        for (Unknown job : unknown) {
            boolean again = job.unknowns < MOST_UNKNOWNS && switch (onUnknown) {
                case RETRY -> true;
                case PARK -> false;
                case RETRY_IDEMPOTENT -> idempotent.test(job.model);
            };
            if (again) {
                handle.execute("update job set state = 'accepted' where id = ?", job.id);
            } else {
                park(handle, job.id, now);
            }
            LOG.atWarn().addKeyValue("job", job.id).log(
                    "job {} was with a provider when its gateway, or the store, went away; whether it was answered is not"
                            + " known: it is {}",
                    job.id, again ? "tried again" : "put aside for an operator");
        }
        return unknown.size();
    }

    private static void park(Handle handle, String job, long now) {
        Failure failure = ErrorCode.OUTCOME_UNKNOWN.because("The gateway stopped while a provider had this request;"
                + " whether it was answered is not known. An operator decides whether it is asked again.");
        handle.createUpdate("update job set status = :status, reply = :reply, reason = :reason, ended_at = :now"
                + " where id = :id").bind("status", failure.status())
                .bind("reply", ErrorBody.openAi(failure).toString().getBytes(StandardCharsets.UTF_8))
                .bind("reason", failure.code()).bind("now", now).bind("id", job).execute();
        JobTable.release(handle, job);
        DeadLetters.address(handle, job);
    }

    /** Leaves what is not done to the others, or to the next start. */
    void end() {
        store.write(handle -> {
            handOver(handle, id, NOBODY);
            // What is still dispatched keeps this row alive, for the one who takes over.
            return handle.execute("delete from gateway where id = ? and not exists"
                    + " (select 1 from job where owner = ? and state = 'dispatched')", id, id);
        });
    }
}
