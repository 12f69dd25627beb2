package com.ainative.gateway.job;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.store.Store;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/** Jobs of all callers, for operators. Looks into a store that is there, and makes none; one that is away is a 503. */
public final class AllJobs {

    /** Others write in between. */
    private static final int REPLAYED_AT_ONCE = 500;

    private final Store store;
    private final Desk desk;
    private final InstantSource clock;
    private final IntSupplier running;
    private final ToIntFunction<Function<Handle, ? extends Collection<String>>> replay;

    /** @param replay has the dead letters of these names done again, and says how many there were */
    AllJobs(Store store, Desk desk, InstantSource clock, IntSupplier running,
            ToIntFunction<Function<Handle, ? extends Collection<String>>> replay) {
        this.store = store;
        this.desk = desk;
        this.clock = clock;
        this.running = running;
        this.replay = replay;
    }

    private <T> T look(T nothing, Function<Handle, T> query) {
        return store.mayHoldSomething() ? Jobs.inStore(() -> store.read(query)) : nothing;
    }

    /** How much there is to do. */
    public JobsStatus status() {
        JobsStatus nothing = new JobsStatus(Map.of(), running.getAsInt(), 0, 0, desk.resting());
        return look(nothing, handle -> new JobsStatus(JobViews.counts(handle), running.getAsInt(),
                JobViews.deliveries(handle, "waiting"), JobViews.deliveries(handle, "failed"), desk.resting()));
    }

    /** The first to be done, or the latest, first. */
    public List<JobView> list(JobState state, int most) {
        return look(List.of(), handle -> JobViews.list(handle, state, most));
    }

    /** What a job asks; empty where it is no longer kept. */
    public Optional<byte[]> request(String id) {
        return look(Optional.empty(), handle -> JobViews.request(handle, id));
    }

    /** Those that failed, or of which nobody knows whether they were answered; the latest first. */
    public List<JobView> deadLetters(int most) {
        return look(List.of(), handle -> DeadLetters.list(handle, most));
    }

    /**
     * Has dead letters done again: all of these, or none of them.
     *
     * @param unknownToo also what may have been answered, and paid for, already
     * @throws com.ainative.gateway.error.GatewayException 404 that names one that cannot be done again, 409 where some may
     *     have been answered
     */
    public int replay(Set<String> ids, boolean unknownToo) {
        Set<String> others = look(ids, handle -> DeadLetters.others(handle, ids, clock.millis()));
        if (!others.isEmpty()) {
            throw ErrorCode.NOT_FOUND.because("'" + others.iterator().next() + "' is no dead letter that can be done"
                    + " again; nothing was changed. `queue dlq list` lists those there are; lines of batches stand in"
                    + " the batch's error file, and what is past its deadline nobody wants any more.").toException();
        }
        if (!unknownToo) {
            refuse(look(0, handle -> DeadLetters.unknown(handle, ids)));
        }
        return replay.applyAsInt(handle -> ids);
    }

    private static void refuse(int unknown) {
        if (unknown > 0) {
            throw ErrorCode.MAY_COST_TWICE.because((unknown == 1 ? "One of them was" : unknown + " of them were")
                    + " with a provider when a gateway stopped, and may have been answered already: replayed, it may"
                    + " cost twice. Nothing was changed; --yes, which is \"unknown\": true of the request, replays all"
                    + " the same.").toException();
        }
    }

    /**
     * Has all dead letters done again, some at a time: if the store goes away meanwhile, some have been replayed.
     *
     * @param unknownToo also what may have been answered, and paid for, already
     * @throws com.ainative.gateway.error.GatewayException 409 where some may have been answered
     */
    public int replayAll(boolean unknownToo) {
        if (!store.mayHoldSomething()) {
            return 0;
        }
        long now = clock.millis();
        if (!unknownToo) {
            refuse(look(0, handle -> DeadLetters.unknown(handle, now)));
        }
        int all = 0;
        int some;
        do {
            some = replay.applyAsInt(handle -> DeadLetters.some(handle, now, REPLAYED_AT_ONCE, unknownToo));
            all += some;
        } while (some == REPLAYED_AT_ONCE);
        return all;
    }
}
