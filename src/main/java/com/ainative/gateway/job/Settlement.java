package com.ainative.gateway.job;

import com.ainative.gateway.config.JobsConfig;
import com.ainative.gateway.error.ErrorBody;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a try: an answer that is kept, another try later, or an end without an answer. Limits cost no try: the
 * caller or the model rests, and the job waits as if it had not begun.
 */
public final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private static final Failure LATE = ErrorCode.DEADLINE_PASSED
            .because("The deadline of this request had passed before its turn came; no provider was asked.");
    /** As often a job may go first and be held up before that is taken for its own fault. */
    private static final int STUBBORN = 3;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Store store;
    private final Insistence insistence;
    private final Tenure tenure;
    private final Desk desk;
    private final InstantSource clock;
    private final JobsConfig config;
    private final Consumer<Job> waits;
    private final BiConsumer<Job, JobState> ended;

    /**
     * @param waits called when a job waits again
     * @param ended called when a job has ended, and its answer may be delivered
     */
    Settlement(Store store, Tenure tenure, Desk desk, InstantSource clock, JobsConfig config,
            Consumer<Job> waits, BiConsumer<Job, JobState> ended) {
        this.store = store;
        this.insistence = new Insistence(store);
        this.tenure = tenure;
        this.desk = desk;
        this.clock = clock;
        this.config = config;
        this.waits = waits;
        this.ended = ended;
    }

    /**
     * A provider may have it when this returns: on disk.
     *
     * @throws com.ainative.gateway.error.GatewayException when it is of no use any more, or 503 when it cannot be written
     */
    void dispatch(JobRun run) {
        Job job = run.job();
        Long deadline = job.deadline();
        if (deadline != null && clock.millis() >= deadline) {
            throw LATE.toException();
        }
        if (!run.isDispatched()) { // one that began as it was accepted is
            if (!Jobs.<Boolean>inStore(() -> store.write(handle -> JobTable.dispatch(handle, job.id(), tenure.id())))) {
                run.unwanted();
            }
            run.dispatched();
        }
        if (run.isUnwanted()) {
            throw ErrorCode.CLIENT_GONE.because("This request has been taken back.").toException();
        }
    }

    /** @param reply null for a streamed answer, whose parts are events */
    void answered(JobRun run, byte @Nullable [] reply, @Nullable String provider) {
        desk.callers().opens(run.job().caller().subject());
        desk.models().opens(run.job().model());
        end(run, new JobEnd(JobState.ANSWERED, 200, reply, provider, null));
    }

    /** @param limited whether it was the caller's limit that held it up, and not a provider */
    void failed(JobRun run, Failure failure, boolean limited) {
        Job job = run.job();
        if (run.isUnwanted()) {
            end(run, Cancelling.end());
        } else if (limited) {
            desk.callers().rests(job.caller().subject(), Optional.ofNullable(failure.retryAfter()));
            putBack(run, 0, false);
        } else if (ErrorCode.BUDGET_SPENT.is(failure)) { // weeks may pass until there is another
            end(run, new JobEnd(JobState.ANSWERED, failure.status(), body(failure), null, failure.code()));
        } else if (failure.status() == ErrorCode.RATE_LIMITED.status()
                || failure.status() == ErrorCode.OVERLOADED.status()) {
            putBack(run, restOfModel(job, Optional.ofNullable(failure.retryAfter())), false);
        } else if (failure.status() < ErrorCode.CLIENT_GONE.status()
                || Objects.equals(failure.code(), LATE.code())) {
            end(run, new JobEnd(JobState.ANSWERED, failure.status(), body(failure), null, failure.code()));
        } else if (job.tries() + 1 < config.tries()) {
            putBack(run, clock.millis() + config.backoff().multipliedBy(1L << Math.min(job.tries(), 6)).toMillis(),
                    true);
        } else {
            end(run, new JobEnd(JobState.DEAD, failure.status(), body(failure), null,
                    failure.code() == null ? failure.type() : failure.code()));
        }
    }

    /**
     * The model rests, and behind the rest its jobs go on in their order. One that goes first and is held up makes way for
     * others after the second time, for it may be the only one that cannot get through; after the third nothing rests for it.
     *
     * @return before when the job is not tried again; 0 for whenever its model may be asked
     */
    private long restOfModel(Job job, Optional<Duration> wait) {
        int times = desk.models().heldUp(job.model(), job.id());
        if (times < STUBBORN) {
            desk.models().rests(job.model(), wait);
        }
        if (times == 0) {
            return 0;
        }
        long wanted = wait.orElse(SHORTEST_WAIT).toMillis();
        return clock.millis() + Math.clamp(wanted * ((1L << Math.min(times, 10)) - 1), SHORTEST_WAIT.toMillis(),
                LONGEST_WAIT.toMillis());
    }

    /** Ends a job whose time is over, without asking whether its caller may call now. */
    boolean endsLate(JobRun run) {
        Long deadline = run.job().deadline();
        boolean late = deadline != null && clock.millis() >= deadline && !run.isUnwanted();
        if (late) {
            failed(run, LATE, false);
        }
        return late;
    }

    /** The route itself broke: as a failure, as far as that can be written down. */
    void failedHard(JobRun run) {
        try {
            if (!run.isSettled()) {
                failed(run, ErrorCode.INTERNAL.because("The gateway failed; its log says why."), false);
            }
        } catch (RuntimeException e) { // the store; it stays dispatched, and is settled when the store is back
            LOG.error("Job {} could not be settled", run.job().id(), e);
        }
    }

    private void putBack(JobRun run, long notBefore, boolean countsAsTry) {
        boolean mine = insistence.write(run.job().id(),
                handle -> JobTable.putBack(handle, run.job().id(), tenure.id(), notBefore, countsAsTry));
        run.settled();
        if (mine) {
            waits.accept(run.job());
        }
        desk.due(notBefore);
    }

    private void end(JobRun run, JobEnd end) {
        long now = clock.millis();
        boolean mine = insistence.write(run.job().id(), handle -> {
            boolean done = JobTable.end(handle, run.job().id(), tenure.id(), end, now);
            if (done && end.state() == JobState.DEAD) {
                DeadLetters.address(handle, run.job().id());
            }
            return done;
        });
        run.settled();
        if (mine) {
            ended.accept(run.job(), end.state());
        } else if (!run.isUnwanted()) {
            LOG.atWarn().addKeyValue("job", run.job().id())
                    .log("job {} had been taken over by another gateway; what came of it here is dropped",
                            run.job().id());
        }
    }

    private static byte[] body(Failure failure) {
        return ErrorBody.openAi(failure).toString().getBytes(StandardCharsets.UTF_8);
    }
}
