package com.ainative.gateway.job;

import com.ainative.gateway.job.JobTable.Waiting;
import com.ainative.gateway.job.Resting.Lane;
import com.ainative.gateway.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What this process has to do, and may do now. */
final class Desk {

    private static final long NEVER = Long.MAX_VALUE;

    private final Store store;
    private final Tenure tenure;
    private final InstantSource clock;
    private final int concurrent;
    private final Lanes callers = new Lanes(System::nanoTime);
    private final Lanes models = new Lanes(System::nanoTime);
    private final AtomicLong nextDue = new AtomicLong(NEVER);

    /** @param concurrent how many jobs at once */
    Desk(Store store, Tenure tenure, InstantSource clock, int concurrent) {
        this.store = store;
        this.tenure = tenure;
        this.clock = clock;
        this.concurrent = concurrent;
    }

    int concurrent() {
        return concurrent;
    }

    /** Callers at their limit. */
    Lanes callers() {
        return callers;
    }

    /** Models whose providers are at theirs. */
    Lanes models() {
        return models;
    }

    /**
     * What is to be done next, as far as it was read.
     *
     * @param passed those that had been known, and wait on disk
     * @param more whether there may be more
     */
    record Next(List<Job> jobs, List<String> passed, boolean more) {
    }

    /**
     * The most important, and of these the oldest; nothing of what rests.
     *
     * @param known those that are not read
     * @param most how many
     * @param mostBytes of their requests; one is read whatever its size
     */
    Next next(Set<String> known, int most, long mostBytes) {
        long now = clock.millis();
        nextDue.set(NEVER);
        return store.read(handle -> {
            JobTable.nextDue(handle, tenure.id(), now).ifPresent(this::due);
            int limit = known.size() + most;
            List<Waiting> waiting = JobTable.toDo(handle, tenure.id(), callers.resting(), models.resting(), now,
                    limit);
            List<String> passed = new ArrayList<>();
            List<String> chosen = new ArrayList<>();
            long bytes = 0;
            boolean more = waiting.size() == limit;
            for (Waiting one : waiting) {
                bytes += one.bytes();
                if (known.contains(one.id())) {
                    passed.add(one.id());
                    bytes -= one.bytes();
                } else if (chosen.isEmpty() || (chosen.size() < most && bytes <= mostBytes)) {
                    chosen.add(one.id());
                } else {
                    more = true;
                    break;
                }
            }
            return new Next(JobTable.waiting(handle, tenure.id(), chosen), passed, more);
        });
    }

    /** A job is to be looked at then; milliseconds since 1970. */
    void due(long then) {
        nextDue.accumulateAndGet(then, Math::min);
    }

    /** Until something that waits now may be tried again; empty where nothing does. */
    Optional<Duration> nextWake() {
        long due = nextDue.get();
        Optional<Duration> later = due == NEVER
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.max(0, due - clock.millis())));
        return Stream.of(callers.nextWake(), models.nextWake(), later).flatMap(Optional::stream)
                .min(Duration::compareTo);
    }

    /** Whether neither its caller nor its model rests. If so it must begin, and {@link #ended} follows. */
    boolean mayBegin(Job job) {
        if (!callers.mayBegin(job.caller().subject(), job.id())) {
            return false;
        }
        if (!models.mayBegin(job.model(), job.id())) {
            callers.undecided(job.caller().subject(), job.id());
            return false;
        }
        return true;
    }

    /** Callers and models of which nothing begins for now, in the order of their names. */
    List<Resting> resting() {
        return Stream.concat(resting(Lane.CALLER, callers), resting(Lane.MODEL, models))
                .sorted(Comparator.comparing(Resting::lane).thenComparing(Resting::name)).toList();
    }

    private static Stream<Resting> resting(Lane lane, Lanes lanes) {
        return lanes.left().entrySet().stream().map(rest -> new Resting(lane, rest.getKey(), rest.getValue()));
    }

    /** Whether a caller or a model rests. */
    boolean someRest() {
        return callers.isUsed() || models.isUsed();
    }

    /** @return whether others may begin that had to wait for this one */
    boolean ended(Job job) {
        callers.undecided(job.caller().subject(), job.id());
        models.undecided(job.model(), job.id());
        boolean opened = callers.haveOpened();
        return models.haveOpened() || opened;
    }
}
