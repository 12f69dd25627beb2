package com.ainative.gateway.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
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
        handle.execute("update feed_last set n = n + 1 where id = 1");
        handle.execute("insert into feed (n, kind, name, until, at)"
                + " select n, ?, ?, ?, cast(extract(epoch from current_timestamp) * 1000 as bigint)"
                + " from feed_last where id = 1", kind, name, until);
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
        }
    }

    private void read() {
        if (last == NEVER_READ) {
            loadAll();
            return;
        }
        List<News> news = new ArrayList<>();
        do {
            news.clear();
            news.addAll(store.read(handle -> handle
                    .createQuery("select n, kind, name, until from feed where n > :last order by n limit " + MOST)
                    .bind("last", last).map((row, context) -> new News(row.getLong("n"), row.getString("kind"),
                            row.getString("name"), row.getLong("until")))
                    .list()));
            if (!news.isEmpty() && news.getFirst().n() != last + 1) {
                loadAll();
                return;
            }
            for (News one : news) {
                listeners.getOrDefault(one.kind(), unknown -> {
                }).accept(one);
                last = one.n();
            }
        } while (news.size() == MOST);
    }

    /** What is told while this is done is heard behind it. */
    private void loadAll() {
        long before = store
                .read(handle -> handle.createQuery("select n from feed_last where id = 1").mapTo(Long.class).one());
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
