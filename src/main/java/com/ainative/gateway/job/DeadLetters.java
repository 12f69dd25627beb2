package com.ainative.gateway.job;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Jobs that could not be answered, for operators and for the queue that tells of them. */
final class DeadLetters {

    private static final String ID = "dead-letter";
    private static final String DEAD = "state in ('dead', 'unknown')";
    /**
     * Lines of batches are told in the batch's error file, and nobody would see another answer; nor does anybody want one
     * that is late.
     */
    private static final String REPLAYABLE = DEAD
            + " and origin <> 'batch' and (deadline is null or deadline > :now)";

    private DeadLetters() {
    }

    /**
     * A copy goes to the queue of dead letters, where there is one; the table keeps the job itself. A job that was replayed
     * and dies again is told of again, under another name.
     */
    static void address(Handle handle, String job) {
        int before = handle.createQuery("select count(*) from delivery where job = :job and kind = :kind")
                .bind("job", job).bind("kind", Address.Kind.DEAD_LETTER.column()).mapTo(Integer.class).one();
        JobTable.insert(handle, job,
                new Address(Address.Kind.DEAD_LETTER, "", null, before == 0 ? ID : ID + "-" + (before + 1)), true);
    }

    /** Of all callers; the latest to have ended first. */
    static List<JobView> list(Handle handle, int most) {
        return handle.createQuery("select " + JobViews.COLUMNS + " from job j where j." + DEAD
                + " order by j.ended_at desc, j.id desc limit :most").bind("most", most).map(JobViews.VIEW).list();
    }

    /** Names of some that ended by now, and can be done again. */
    static List<String> some(Handle handle, long now, int most, boolean unknownToo) {
        return handle
                .createQuery("select id from job where " + REPLAYABLE + (unknownToo ? "" : " and state = 'dead'")
                        + " and ended_at <= :now order by id limit :most")
                .bind("now", now).bind("most", most).mapTo(String.class).list();
    }

    /** How many of them may have been answered. */
    static int unknown(Handle handle, Collection<String> ids) {
        return handle.createQuery("select count(*) from job where id in (<ids>) and state = 'unknown'")
                .bindList("ids", List.copyOf(ids)).mapTo(Integer.class).one();
    }

    /** How many of all that can be done again may have been answered. */
    static int unknown(Handle handle, long now) {
        return handle.createQuery("select count(*) from job where state = 'unknown' and " + REPLAYABLE)
                .bind("now", now).mapTo(Integer.class).one();
    }

    /** Those of the names that are no dead letters which can be done again. */
    static Set<String> others(Handle handle, Collection<String> ids, long now) {
        Set<String> others = new HashSet<>(ids);
        handle.createQuery("select id from job where id in (<ids>) and " + REPLAYABLE)
                .bindList("ids", List.copyOf(others)).bind("now", now).mapTo(String.class).forEach(others::remove);
        return others;
    }

    /**
     * Has them done again, as if they had just been accepted; but what may have been answered is asked again under the key
     * it was asked under. Whoever was told that there is no answer is told of the new
     * one.
     *
     * @return how many of them were dead letters
     */
    static int replay(Handle handle, Collection<String> ids, String owner) {
        int replayed = 0;
        for (String id : ids) {
            if (handle.execute("update job set key_number = key_number + case when state = 'dead' then 1 else 0 end,"
                    + " state = 'accepted', owner = ?, tries = 0, not_before = 0,"
                    + " unwanted = false, status = null,"
                    + " reply = null, provider = null, reason = null, ended_at = null where id = ? and " + DEAD, owner,
                    id) == 1) {
                deliverAgain(handle, id);
                replayed++;
            }
        }
        return replayed;
    }

    /**
     * The old deliveries stay, so that a repetition of the same message is still known; the new ones have names of their
     * own, for a broker that looks for duplicates has seen the old ones.
     */
    private static void deliverAgain(Handle handle, String job) {
        List<String> before = handle
                .createQuery("select id from delivery where job = :job and state <> 'replaced' and kind <> :kind")
                .bind("job", job).bind("kind", Address.Kind.DEAD_LETTER.column()).mapTo(String.class).list();
        for (String id : before) {
            handle.execute("insert into delivery (id, job, kind, state, address, correlation, tries, not_before)"
                    + " select ?, job, kind, 'held', address, correlation, 0, 0 from delivery where id = ?",
                    job + "/" + JobIds.digest(id, "replayed").substring(0, 32), id);
        }
        handle.execute("update delivery set state = 'replaced' where job = ? and state <> 'held'", job);
    }
}
