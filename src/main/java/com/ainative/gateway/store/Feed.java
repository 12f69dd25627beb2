package com.ainative.gateway.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What gateways on one store tell each other. Whoever changes something that others hold in memory tells them within the
 * same change; each reads once a second what is new, and at once after a change of its own. Numbers are handed out by one
 * row that a change holds on to until its commit, so nothing with a lower number ever appears later.
 */
public final class Feed implements AutoCloseable {

    /** How often others are listened to. */
    public static final Duration PACE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    /** How long what was told is kept. Who has been away for longer loads all anew. */
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST = 10_000;
    /** Longer than a connection is waited for. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);
    private static final long NEVER_READ = -1;

    /**
     * What was told.
     *
     * @param until seconds since 1970 from when on nobody needs to know
     */
    public record News(long n, String kind, String name, long until) {
    }

    /** Told how it is with the store. */
    @FunctionalInterface
    public interface Health {

        /** @param why it cannot be read just now; null where it can */
        void is(@Nullable String why);
    }

    private final Store store;
    private final Executor threads;
    private final InstantSource clock;
    private final Health health;
    private final Map<String, Consumer<News>> listeners = new HashMap<>();
    private final List<Runnable> loaders = new CopyOnWriteArrayList<>();
    /** No monitor: it is held while the database is asked. */
    private final ReentrantLock reading = new ReentrantLock();
    private long last = NEVER_READ;
    private final CountDownLatch looked = new CountDownLatch(1);
    private volatile @Nullable ScheduledFuture<?> pace;

    /** @param threads a new one for each reading */
    public Feed(Store store, Executor threads, InstantSource clock, Health health) {
        this.store = store;
        this.threads = threads;
        this.clock = clock;
        this.health = health;
    }

    /** Said before the first reading. The listener may ask the store. */
    public void on(String kind, Consumer<News> listener) {
        listeners.put(kind, listener);
    }

    /** Said before the first reading. The loader reads all there is, at the start and where something may have been missed. */
    public void load(Runnable loader) {
        loaders.add(loader);
    }

    /** Within a change: tells all gateways when it is committed. */
    public static void tell(Handle handle, String kind, String name, long until) {
        tell(handle, kind, List.of(name), until);
    }

    /**
     * The same of several at once. Last in a change: whoever holds the number keeps all others from telling, and must not
     * wait for a row that one of them holds.
     */
    public static void tell(Handle handle, String kind, List<String> names, long until) {
        if (names.isEmpty()) {
            return;
        }
        handle.execute("update feed_last set n = n + ? where id = 1", names.size());
        PreparedBatch rows = handle.prepareBatch("insert into feed (n, kind, name, until, at)"
                + " select n - ?, ?, ?, ?, cast(extract(epoch from current_timestamp) * 1000 as bigint)"
                + " from feed_last where id = 1");
        for (int i = 0; i < names.size(); i++) {
            rows.add(names.size() - 1 - i, kind, names.get(i), until);
        }
        rows.execute();
    }

    /** Reads regularly from now on. */
    public void follow(ScheduledExecutorService timer) {
        pace = timer.scheduleWithFixedDelay(() -> threads.execute(this::look), 0, PACE.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Reads if nobody does; whoever waits for a database that is away is enough. */
    private void look() {
        if (!store.mayHoldSomething() || store.isClosed() || !reading.tryLock()) {
            return;
        }
        try {
            read();
            health.is(null);
        } catch (StoreAwayException e) {
            if (!store.isClosed()) {
                health.is(e.getMessage());
            }
        } catch (RuntimeException e) { // nobody else would ever tell of it
            LOG.error("What other gateways tell cannot be read", e);
            health.is("what other gateways tell cannot be read");
        } finally {
            looked.countDown();
            reading.unlock();
        }
    }

    /**
     * Reads what is new; when this returns, all that was committed before is known here.
     *
     * @throws StoreAwayException when it cannot be read
     */
    public void catchUp() {
        reading.lock();
        try {
            read();
        } finally {
            reading.unlock();
        }
    }

    /** The same for who has just told something: where it cannot be read, it will be with the next look. */
    public void hear() {
        try {
            catchUp();
        } catch (StoreAwayException e) {
            LOG.debug("heard later: {}", e.getMessage());
        } catch (RuntimeException e) { // what was told is done all the same
            LOG.error("What was told cannot be read", e);
        }
    }

    /** Waits until the first look is over, so that what was revoked before is known, unless the store is away. */
    public void awaitFirstLook() {
        try {
            if (store.mayHoldSomething() && !looked.await(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The store does not answer; what was revoked before is not known until it does");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        if (last == NEVER_READ) {
            loadAll();
            return;
        }
        Look look;
        do {
            look = store.read(this::look);
            if (look.missesSomething(last)) {
                loadAll();
                return;
            }
            for (News one : look.news) {
                listeners.getOrDefault(one.kind(), unknown -> {
                }).accept(one);
                last = one.n();
            }
        } while (look.news.size() == MOST);
    }

    /**
     * What is new.
     *
     * @param told the number of the last that was told, a moment before
     */
    private record Look(long told, List<News> news) {

        /** What is missing was forgotten long ago; or the database was set back, and all is to be expected of it. */
        boolean missesSomething(long last) {
            return news.isEmpty() ? told != last : news.getFirst().n() != last + 1;
        }
    }

    private Look look(Handle handle) {
        long told = told(handle);
        return new Look(told, handle
                .createQuery("select n, kind, name, until from feed where n > :last order by n limit " + MOST)
                .bind("last", last).map((row, context) -> new News(row.getLong("n"), row.getString("kind"),
                        row.getString("name"), row.getLong("until")))
                .list());
    }

    private static long told(Handle handle) {
        return handle.createQuery("select n from feed_last where id = 1").mapTo(Long.class).one();
    }

    /** What is told while this is done is heard behind it. */
    private void loadAll() {
        long before = store.read(Feed::told);
        loaders.forEach(Runnable::run);
        last = before;
    }

    /** Within a change: forgets what was told long ago. */
    public void forgetOld(Handle handle) {
        handle.execute("delete from feed where at < ?", clock.millis() - KEPT.toMillis());
    }

    @Override
    public void close() {
        ScheduledFuture<?> now = pace;
        if (now != null) {
            now.cancel(false);
        }
    }
}
