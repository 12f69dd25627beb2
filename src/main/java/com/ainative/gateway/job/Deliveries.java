package com.ainative.gateway.job;

import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.job.Courier.Receipt;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings answers to where they go, and notes which have arrived. Between the two the process may die: then it brings them
 * again under the same name, by which a receiver can tell.
 */
final class Deliveries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int MOST = 256;
    private static final int TRIES = 10;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);
    /** Of an explanation that is kept, in characters. */
    private static final int LONGEST_TROUBLE = 1_000;

    private final Store store;
    private final Tenure tenure;
    private final InstantSource clock;
    private final Map<Kind, Courier> couriers = new ConcurrentHashMap<>();
    private final Semaphore due = new Semaphore(0);
    private final Thread carrier = Thread.ofVirtual().name("deliveries").unstarted(this::carry);
    private volatile boolean closed;

    Deliveries(Store store, Tenure tenure, InstantSource clock) {
        this.store = store;
        this.tenure = tenure;
        this.clock = clock;
    }

    /** From now on that one brings answers of this kind. */
    void by(Kind kind, Courier courier) {
        couriers.put(kind, courier);
        look();
    }

    void start() {
        carrier.start();
    }

    /** There may be something to bring. */
    void look() {
        due.release();
    }

    private void carry() {
        while (!closed) {
            try {
                due.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                due.drainPermits();
                boolean full = true;
                while (full && !closed) {
                    full = bringSome();
                }
            } catch (InterruptedException e) {
                return;
            } catch (StoreAwayException e) {
                LOG.warn("Answers cannot be delivered, and will be once the store is back: {}", e.getMessage());
            } catch (RuntimeException e) { // nobody else would deliver anything
                LOG.error("Answers could not be delivered", e);
            }
        }
    }

    /** @return whether there may be more */
    private boolean bringSome() {
        List<Delivery> some = store.read(this::waiting);
        if (some.isEmpty()) {
            return false;
        }
        Map<String, Receipt> receipts = new HashMap<>();
        some.stream().collect(Collectors.groupingBy(Delivery::kind))
                .forEach((kind, ofKind) -> receipts.putAll(bring(kind, ofKind)));
        long now = clock.millis();
        store.write(handle -> {
            some.forEach(delivery -> note(handle, delivery,
                    receipts.getOrDefault(delivery.id(), new Receipt.Away("nobody said what came of it")), now));
            return some.size();
        });
        return some.size() == MOST;
    }

    private Map<String, Receipt> bring(Kind kind, List<Delivery> deliveries) {
        Courier courier = couriers.get(kind);
        if (courier != null) {
            return courier.bring(deliveries);
        }
        // Dead letters are in the table; without a broker there is no queue that wants a copy.
        Receipt receipt = kind == Kind.DEAD_LETTER
                ? new Receipt.Delivered()
                : new Receipt.Away("nothing is configured to deliver it");
        return deliveries.stream().collect(Collectors.toMap(Delivery::id, delivery -> receipt));
    }

    private List<Delivery> waiting(Handle handle) {
        return handle.createQuery("select d.id as delivery_id, d.kind, d.address, d.correlation, d.tries as attempts,"
                + " case when d.kind = 'dead_letter' then j.request else null end as asked, " + JobViews.COLUMNS
                + " from delivery d join job j on j.id = d.job where d.state = 'waiting' and d.not_before <= :now"
                + " and j.owner = :owner and j.ended_at is not null order by j.ended_at limit " + MOST)
                .bind("now", clock.millis()).bind("owner", tenure.id())
                .map((row, context) -> new Delivery(row.getString("delivery_id"), JobViews.view(row),
                        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getString("address"),
                        row.getString("correlation"), row.getInt("attempts"), row.getBytes("asked")))
                .list();
    }

    /** A job may have been replayed meanwhile, and its deliveries replaced. */
    private static void note(Handle handle, Delivery delivery, Receipt receipt, long now) {
        switch (receipt) {
            case Receipt.Delivered done ->
                handle.execute("update delivery set state = 'done' where id = ? and state = 'waiting'", delivery.id());
            case Receipt.Away(String why) -> later(handle, delivery, why, now + LOOK.toMillis(), 0);
            case Receipt.Refused(String why) when delivery.tries() + 1 < TRIES ->
                later(handle, delivery, why, now + backoff(delivery.tries()).toMillis(), 1);
            case Receipt.Refused(String why) -> failed(handle, delivery, why);
            case Receipt.Undeliverable(String why) -> failed(handle, delivery, why);
        }
    }

    private static Duration backoff(int tries) {
        Duration wait = Duration.ofSeconds(1L << Math.min(tries, 20));
        return wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
    }

    private static void later(Handle handle, Delivery delivery, String why, long notBefore, int counts) {
        handle.execute("update delivery set not_before = ?, tries = tries + ?, trouble = ? where id = ?"
                + " and state = 'waiting'", notBefore,
                counts, bounded(why), delivery.id());
    }

    private static void failed(Handle handle, Delivery delivery, String why) {
        handle.execute("update delivery set state = 'failed', trouble = ? where id = ?"
                + " and state = 'waiting'", bounded(why), delivery.id());
        LOG.atWarn().addKeyValue("job", delivery.job().id())
                .log("the answer of job {} could not be delivered, and is kept: {}", delivery.job().id(), why);
    }

    private static String bounded(String why) {
        return why.length() <= LONGEST_TROUBLE ? why : why.substring(0, LONGEST_TROUBLE);
    }

    @Override
    public void close() {
        closed = true;
        look();
        if (carrier.getState() == Thread.State.NEW) {
            return;
        }
        try {
            carrier.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
