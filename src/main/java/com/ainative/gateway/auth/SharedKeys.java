package com.ainative.gateway.auth;

import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import com.nimbusds.jose.JOSEException;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What gateways on one store know of each other's keys: the public halves, each with the time up to which it verifies.
 * Whoever signs with a key puts that off again and again, so that the keys of gateways that are gone are forgotten. A key
 * that was revoked stays in the table, and counts no more whoever publishes it.
 */
final class SharedKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SharedKeys.class);
    /** For how long a key that signs is published. While the store is away for longer, what is known stays. */
    static final Duration LEASE = Duration.ofDays(1);
    private static final Duration RENEWED = Duration.ofHours(1);
    /** After which all that look regularly know what was told. */
    private static final Duration HEARD = Feed.PACE.multipliedBy(2);
    private static final long REVOKED = 0;
    private static final String KEY = "key";
    private static final String ROTATE = "rotate";
    private static final String REVOKE = "revoke";

    private final Store store;
    private final Feed feed;
    private final SigningKeys keys;
    private final InstantSource clock;
    private final Map<String, Long> published = new HashMap<>();
    private final Map<String, Long> heardNanos = new HashMap<>();
    /** No monitor: it is held while the database is asked. */
    private final ReentrantLock looking = new ReentrantLock();
    /** The last order to revoke that was obeyed. */
    private final AtomicLong ordered = new AtomicLong();
    private long nextLookNanos = System.nanoTime();

    private record Row(String id, String jwk, long until) {
    }

    /** @param told of each order to rotate: its number, and whether all keys were revoked before; must not block */
    SharedKeys(Store store, Feed feed, SigningKeys keys, InstantSource clock, BiConsumer<Long, Boolean> told) {
        this.store = store;
        this.feed = feed;
        this.keys = keys;
        this.clock = clock;
        feed.load(this::load);
        feed.on(KEY, news -> learn(news.name(), news.until()));
        feed.on(ROTATE, news -> {
            boolean revoke = news.name().equals(REVOKE);
            if (revoke && ordered.getAndAccumulate(news.n(), Math::max) < news.n()) {
                keys.revokeOwn(); // which may not have been published
                load(); // not all that are known: some may have been made since
            }
            told.accept(news.n(), revoke);
        });
    }

    // ---- reading

    private void load() {
        List<Row> rows = store.read(handle -> handle
                .createQuery("select id, jwk, until from signing_key where until = :revoked or until > :now")
                .bind("revoked", REVOKED).bind("now", now())
                .map((row, context) -> new Row(row.getString("id"), row.getString("jwk"), row.getLong("until")))
                .list());
        List<SigningKey> others = new ArrayList<>();
        Set<String> revoked = new HashSet<>();
        for (Row row : rows) {
            SigningKey key = row.until == REVOKED ? null : read(row.jwk, row.until);
            if (key != null) {
                others.add(key);
            } else if (row.until == REVOKED) {
                revoked.add(row.id);
            }
        }
        keys.others(others, revoked);
    }

    private void learn(String jwk, long until) {
        SigningKey key = read(jwk, until);
        if (key != null) {
            keys.learn(key);
        }
    }

    private static @Nullable SigningKey read(String jwk, long until) {
        try {
            return SigningKey.verifying(jwk, until);
        } catch (ParseException | JOSEException e) {
            LOG.warn("A key that another gateway has published cannot be read; what it signs is refused here");
            return null;
        }
    }

    /**
     * Looks at once whether a key was just published; whoever comes meanwhile waits for the answer. So many may come with
     * a name that nobody knows: the database is asked once a second.
     */
    void lookForMissing() {
        looking.lock();
        try {
            if (System.nanoTime() - nextLookNanos >= 0) {
                nextLookNanos = System.nanoTime() + pauseAfterLook().toNanos();
            }
        } finally {
            looking.unlock();
        }
    }

    private Duration pauseAfterLook() {
        try {
            feed.catchUp();
            return Feed.PACE;
        } catch (StoreAwayException e) { // each look takes seconds then
            return Feed.PACE.multipliedBy(10);
        }
    }

    /** Hears all that was told. Where the store is away that comes later, by itself. */
    void catchUp() {
        try {
            feed.catchUp();
        } catch (StoreAwayException e) {
            LOG.warn("What other gateways tell about keys cannot be read just now: {}", e.getMessage());
        }
    }

    // ---- telling

    /**
     * Publishes what is not yet, or not for long enough. When this returns all that look will know; a key that turns out to
     * be revoked counts no more.
     *
     * @throws StoreAwayException when it cannot be done now
     */
    void publish(Ring ring) {
        Map<SigningKey, Long> fresh = new HashMap<>();
        ring.all().forEach(key -> {
            long until = ring.retired().contains(key)
                    ? key.until()
                    : Math.max(now() + LEASE.toSeconds(), key.until());
            long before = published.getOrDefault(key.id(), 0L);
            boolean soon = before < now() + LEASE.minus(RENEWED).toSeconds();
            if (before < key.until() || (soon && before < until)) {
                fresh.put(key, until);
            }
        });
        if (fresh.isEmpty()) {
            return;
        }
        Set<String> revoked = store.write(handle -> {
            List<Map.Entry<SigningKey, Long>> written = fresh.entrySet().stream()
                    .filter(one -> write(handle, one.getKey(), one.getValue())).toList();
            handle.execute("delete from signing_key where until > ? and until < ?", REVOKED,
                    now() - LEASE.toSeconds()); // clocks differ
            written.forEach(one -> Feed.tell(handle, KEY, text(one.getKey()), one.getValue()));
            return revoked(handle);
        });
        long heard = System.nanoTime() + HEARD.toNanos();
        fresh.forEach((key, until) -> {
            published.put(key.id(), until);
            heardNanos.putIfAbsent(key.id(), heard);
        });
        heardNanos.keySet().retainAll(ring.all().stream().map(SigningKey::id).toList());
        published.keySet().retainAll(ring.all().stream().map(SigningKey::id).toList());
        keys.revoke(revoked);
    }

    /** Waits until all who look regularly know a key that was published. */
    void awaitHeard(SigningKey key) {
        long left = heardNanos.getOrDefault(key.id(), System.nanoTime()) - System.nanoTime();
        try {
            TimeUnit.NANOSECONDS.sleep(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return false for one that is revoked */
    private static boolean write(Handle handle, SigningKey key, long until) {
        handle.execute("insert into signing_key (id, jwk, until) values (?, ?, ?) on conflict do nothing", key.id(),
                text(key), until);
        return handle.execute("update signing_key set until = greatest(until, ?) where id = ? and until <> ?",
                until, key.id(), REVOKED) == 1;
    }

    private static String text(SigningKey key) {
        return key.publicNumbers().build().toJSONString();
    }

    private static Set<String> revoked(Handle handle) {
        return new HashSet<>(handle.createQuery("select id from signing_key where until = :revoked")
                .bind("revoked", REVOKED).mapTo(String.class).list());
    }

    /**
     * Tells all gateways to rotate their keys.
     *
     * @param revoke all that were published until now, which count here no more when this returns
     * @return the number of this order
     * @throws StoreAwayException when they cannot be told
     */
    long order(boolean revoke) {
        Order order = store.write(handle -> {
            if (revoke) {
                handle.execute("update signing_key set until = ?", REVOKED);
            }
            Feed.tell(handle, ROTATE, revoke ? REVOKE : "", now() + RENEWED.toSeconds());
            return new Order(handle.createQuery("select n from feed_last where id = 1").mapTo(Long.class).one(),
                    revoked(handle));
        });
        if (revoke) {
            ordered.accumulateAndGet(order.number, Math::max);
            keys.revokeOwn();
            keys.revoke(order.revoked);
        }
        return order.number;
    }

    private record Order(long number, Set<String> revoked) {
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
