package com.ainative.gateway.job;

import com.ainative.gateway.error.ErrorBody;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Jobs that their callers want no more. One that waits ends at once, in whichever process it waits. One that is with a
 * provider is marked, and ended by the process that has it. Its deliveries are due then: whoever was promised an answer
 * learns that none will come.
 */
final class Cancelling {

    private static final Failure CANCELLED = ErrorCode.CLIENT_GONE.because("This request has been cancelled.");

    private final Store store;
    private final Tenure tenure;
    private final Runner runner;
    private final InstantSource clock;

    Cancelling(Store store, Tenure tenure, Runner runner, InstantSource clock) {
        this.store = store;
        this.tenure = tenure;
        this.runner = runner;
        this.clock = clock;
    }

    /** What came of the wish. */
    enum Outcome {
        /** It has ended, and no provider has been asked. */
        CANCELLED,
        /** A provider may have it; it ends shortly, in this process or in another. */
        UNDER_WAY,
        /** It had ended before, or is not there. */
        TOO_LATE
    }

    /** How a job ends that was cancelled. */
    static JobEnd end() {
        return new JobEnd(JobState.CANCELLED, CANCELLED.status(),
                ErrorBody.openAi(CANCELLED).toString().getBytes(StandardCharsets.UTF_8), null, "cancelled");
    }

    /** When this returns it is on disk. */
    Outcome cancel(String id) {
        long now = clock.millis();
        Outcome outcome = store.write(handle -> {
            if (handle.execute("update job set unwanted = true where id = ? and state in ('accepted', 'dispatched')",
                    id) == 0) {
                return Outcome.TOO_LATE;
            }
            return endWaiting(handle, id, now) ? Outcome.CANCELLED : Outcome.UNDER_WAY;
        });
        if (outcome == Outcome.UNDER_WAY) {
            runner.running(id).ifPresent(JobRun::unwanted);
        }
        return outcome;
    }

    /** Of whatever owner: it finds out when it is about to ask a provider. */
    private static boolean endWaiting(Handle handle, String id, long now) {
        JobEnd end = end();
        return handle.createUpdate("update job set state = :state, status = :status, reply = :reply, reason = :reason,"
                + " ended_at = :now where id = :id and state = 'accepted'").bind("state", end.state().column())
                .bind("status", end.status()).bind("reply", end.reply()).bind("reason", end.reason()).bind("now", now)
                .bind("id", id).execute() == 1 && JobTable.release(handle, id);
    }

    /** Ends what was marked by another process, or came back to those that wait meanwhile. */
    void keepUp() {
        long now = clock.millis();
        for (String id : store.read(this::marked)) {
            runner.running(id).ifPresentOrElse(JobRun::unwanted,
                    () -> store.write(handle -> endWaiting(handle, id, now)));
        }
    }

    private List<String> marked(Handle handle) {
        return handle.createQuery("select id from job where owner = :me and state in ('accepted', 'dispatched')"
                + " and unwanted").bind("me", tenure.id()).mapTo(String.class).list();
    }
}
