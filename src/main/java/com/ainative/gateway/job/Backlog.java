package com.ainative.gateway.job;

import com.ainative.gateway.store.Store;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many jobs wait, a few seconds old where other gateways add to them; lines of batches, which come by the thousand and
 * wait behind all others, do not count. One caller can fill half of what there is room for: what he has beyond that, as
 * messages which nobody refuses, takes no room from others.
 */
final class Backlog {

    /** As many times the room all together may take, whoever they belong to. */
    private static final int HARDLY = 4;

    private final Store store;
    private final Tenure tenure;
    private final int room;
    private final AtomicLong all = new AtomicLong();
    private final Map<UUID, Long> byCaller = new ConcurrentHashMap<>();
    private volatile long elsewhere;
    private volatile long beyondShares;

    /** @param room how many may wait */
    Backlog(Store store, Tenure tenure, int room) {
        this.store = store;
        this.tenure = tenure;
        this.room = room;
    }

    /** One more waits. */
    void grows(Job job) {
        all.incrementAndGet();
        byCaller.merge(caller(job.caller().subject()), 1L, Long::sum);
    }

    /** That many more wait. */
    void grows(int count) {
        all.addAndGet(count);
    }

    /** One has begun. */
    void shrinks(Job job) {
        all.decrementAndGet();
        byCaller.computeIfPresent(caller(job.caller().subject()), (caller, count) -> count - 1);
    }

    /** One is wanted no more. */
    void shrinks() {
        all.decrementAndGet();
    }

    /** Counts anew. */
    void count() {
        all.set(store.read(JobTable::waiting));
        elsewhere = store.isShared() ? all.get() - store.read(handle -> JobTable.waiting(handle, tenure.id())) : 0;
        Map<UUID, Long> counted = all.get() < share() ? Map.of() : store.read(JobTable::waitingByCaller);
        byCaller.keySet().retainAll(counted.keySet());
        byCaller.putAll(counted);
        beyondShares = counted.values().stream().mapToLong(count -> Math.max(0, count - share())).sum();
    }

    long all() {
        return all.get();
    }

    /** Of this process. */
    long own() {
        return all.get() - elsewhere;
    }

    boolean isFull() {
        return all.get() - beyondShares >= room || all.get() >= (long) HARDLY * room;
    }

    /** Whether this caller has his share already. */
    boolean isFullFor(String subject) {
        return byCaller.getOrDefault(caller(subject), 0L) >= share();
    }

    private long share() {
        return Math.max(1, room / 2);
    }

    private static UUID caller(String subject) {
        return JobIds.fingerprint(subject);
    }
}
