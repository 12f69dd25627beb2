package com.ainative.gateway.job;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.job.Jobs.Accepted;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How requests become jobs on disk. */
final class Acceptance {

    private final Store store;
    private final Tenure tenure;
    private final Runner runner;
    private final Deliveries deliveries;
    private final InstantSource clock;
    private final Backlog backlog;
    private final JobIds ids = new JobIds(JobIds.JOB);

    Acceptance(Store store, Tenure tenure, Runner runner, Deliveries deliveries, InstantSource clock,
            Backlog backlog) {
        this.store = store;
        this.tenure = tenure;
        this.runner = runner;
        this.deliveries = deliveries;
        this.clock = clock;
        this.backlog = backlog;
    }

    /**
     * Accepts a job; when this returns it is on disk.
     *
     * @throws GatewayException 422 for a key that stands for another request, 429 when too many of the caller's wait, 503 when nothing can be accepted now
     */
    Accepted accept(NewJob job) {
        long now = clock.millis();
        String id = ids.next(now);
        UUID digest = JobIds.fingerprint(job.request());
        UUID dedupe = job.key() == null ? null : JobIds.fingerprint(job.caller().subject(), job.key());
        if (job.origin() != Origin.QUEUE) {
            mustHaveRoom(job.caller().subject());
        }
        Job accepted = new Job(id, job.caller(), job.origin(), job.model(), job.priority(), 0, 0, job.deadline(),
                job.request());
        // Without a place among those that wait it is known as with a provider from the beginning, which spares a commit.
        Optional<JobRun> held = hold(accepted);
        boolean begins = false;
        try {
            Accepted as = Jobs.inStore(() -> store.write(handle -> accept(handle, id, job, dedupe, digest, now,
                    held.isPresent()))).orElseThrow(() -> ErrorCode.KEY_REUSED.because(
                            "This idempotency key stands for another request already; use a new key for a new request.")
                            .toException());
            begins = !as.repeated();
            if (begins && held.isEmpty()) {
                backlog.grows(accepted);
                runner.accepted(accepted);
            } else if (!begins && job.answerTo() != null && as.state().isFinal()) {
                deliveries.look(job.answerTo().kind());
            }
            return as;
        } finally {
            if (begins) {
                held.ifPresent(runner::begin);
            } else {
                held.ifPresent(runner::free);
            }
        }
    }

    private void mustHaveRoom(String subject) {
        if (backlog.isFull()) {
            throw ErrorCode.OVERLOADED.because("Too many jobs wait already; nothing was accepted. Try again later.")
                    .withRetryAfter(Jobs.RETRY).toException();
        } else if (backlog.isFullFor(subject)) {
            throw ErrorCode.RATE_LIMITED.because("Too many of your jobs wait already; nothing was accepted. Try again"
                    + " when some of them are done.").withRetryAfter(Jobs.RETRY).toException();
        }
    }

    private Optional<JobRun> hold(Job job) {
        try {
            return runner.hold(job, job.origin() == Origin.QUEUE ? Jobs.FOR_ROOM : Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** @return empty when the key stands for another request */
    private Optional<Accepted> accept(Handle handle, String id, NewJob job, @Nullable UUID dedupe, UUID digest,
            long now, boolean begins) {
        Accepted accepted;
        if (JobTable.insert(handle, id, job, dedupe, digest, tenure.id(), now, begins)) {
            accepted = new Accepted(id, false, begins ? JobState.DISPATCHED : JobState.ACCEPTED, null);
        } else {
            JobTable.Known known = JobTable.known(handle, Objects.requireNonNull(dedupe)).orElseThrow();
            if (!known.digest().equals(digest)) {
                return Optional.empty();
            }
            accepted = new Accepted(known.id(), true, known.state(), known.status());
        }
        if (job.answerTo() != null) {
            boolean due = accepted.state().isFinal();
            JobTable.insert(handle, accepted.id(), job.answerTo(), due);
            if (due) {
                JobTable.adopt(handle, accepted.id(), tenure.id());
            }
        }
        return Optional.of(accepted);
    }

    /**
     * Accepts many jobs in one commit; when this returns they are on disk. Those whose keys are known are there already.
     * They count for no backlog: whoever brings so many bounds them.
     *
     * @param first SQL that is committed with them; where it says false none is accepted
     * @return what {@code first} said
     * @throws StoreAwayException when nothing can be accepted now
     */
    boolean acceptAll(List<NewJob> jobs, Predicate<Handle> first) {
        long now = clock.millis();
        boolean accepted = store.write(handle -> {
            if (!first.test(handle)) {
                return false;
            }
            for (NewJob job : jobs) {
                UUID dedupe = job.key() == null ? null : JobIds.fingerprint(job.caller().subject(), job.key());
                JobTable.insert(handle, ids.next(now), job, dedupe, JobIds.fingerprint(job.request()), tenure.id(), now,
                        false);
            }
            return true;
        });
        runner.look();
        return accepted;
    }
}
