package com.ainative.gateway.auth;

import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, publishes and rotates the keys a gateway keeps in its data folder. Each key is published long before it signs, and
 * verifies until the last token it has signed is over; on a shared store, where it cannot be published, nothing is rotated.
 */
public final class KeyRotation implements KeyOrigin {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);
    private static final Duration PACE = Duration.ofMinutes(1);
    /** The start has enough to do, where nobody else must know of the keys. */
    private static final Duration FIRST = Duration.ofSeconds(1);
    /** A key signs by the clock only when it was there for so long before. */
    private static final Duration AHEAD = Duration.ofHours(1);
    /** Beyond the last token: another gateway may have been given a copy of the key, and sign a little longer. */
    private static final Duration MARGIN = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SigningKeys keys;
    private final KeyFiles files;
    private final @Nullable SharedKeys shared;
    private final Supplier<AuthConfig> auth;
    private final Executor threads;
    private final InstantSource clock;
    /** Held while keys are changed. No monitor: files and the database are waited for. */
    private final ReentrantLock turn = new ReentrantLock();
    private long obeyed;
    private volatile boolean closed;
    private @Nullable ScheduledFuture<?> pace;

    /**
     * Opens the keys of a data folder.
     *
     * @param auth that is configured just now
     * @param threads a new one for each task, which may block
     */
    public KeyRotation(SigningKeys keys, Path data, Store store, Feed feed, Supplier<AuthConfig> auth,
            Executor threads, InstantSource clock) {
        this.keys = keys;
        this.files = new KeyFiles(data, clock);
        this.auth = auth;
        this.threads = threads;
        this.clock = clock;
        keys.own(files.open());
        SharedKeys others = null;
        if (store.isShared()) {
            others = new SharedKeys(store, feed, keys, clock,
                    (number, revoke) -> threads.execute(() -> alone(() -> obey(number, revoke))));
            keys.whenMissing(others::lookForMissing);
        }
        this.shared = others;
    }

    @Override
    public void begin(ScheduledExecutorService timer) {
        if (shared != null) {
            alone(this::tend); // what the first one here who logs in is given counts at the others
        }
        pace = timer.scheduleWithFixedDelay(() -> threads.execute(() -> alone(this::tend)), FIRST.toMillis(),
                PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nobody waits for what comes of it. */
    private void alone(Runnable work) {
        turn.lock();
        try {
            if (!closed) {
                work.run();
            }
        } catch (StoreAwayException e) {
            LOG.warn("The signing keys are not published, nor rotated, while the store is away: {}", e.getMessage());
        } catch (RuntimeException e) { // nobody else would ever tell of it
            LOG.error("The signing keys could not be looked after; those in memory still sign", e);
        } finally {
            turn.unlock();
        }
    }

    /** What is to be done from time to time. */
    void tend() {
        boolean ours = files.fixed() == null;
        if (ours) {
            files.forget(now());
        }
        take(files.read());
        if (shared != null && isRevoked()) {
            shared.catchUp(); // with the order behind it, so that it is obeyed once
        }
        if (ours && isRevoked()) {
            renew();
        } else if (ours) {
            take(files.withNext());
            if (isDue()) {
                advance();
            }
        }
        keys.forget(now());
    }

    private boolean isDue() {
        Ring ring = keys.own();
        // A clock that was set back since says nothing of how long it has signed.
        boolean old = ring.since() + auth.get().signing().rotate().toSeconds() <= now() || ring.since() > now();
        return old && ring.next() != null
                && ring.next().made() + AHEAD.toSeconds() <= now();
    }

    private boolean isRevoked() {
        return keys.isRevoked(keys.own().current().id());
    }

    /** Others hear of keys first: what is signed with one is known wherever it is shown. */
    private void take(Ring ring) {
        try {
            if (shared != null) {
                shared.publish(ring);
            }
        } finally {
            keys.own(ring);
        }
    }

    private void advance() {
        take(files.withNext());
        SigningKey next = keys.own().next();
        if (shared != null && next != null) {
            shared.awaitHeard(next);
        }
        SigningKey from = keys.own().current();
        Ring ring = files.rotate(from.id(),
                now() + AuthConfig.LONGEST_ACCESS_TOKEN.plus(MARGIN).toSeconds() + VerifiedToken.LEEWAY);
        take(ring);
        LOG.info("Signing key {} signs, and {} verifies what it has signed", ring.current(), from);
    }

    private void renew() {
        String from = keys.own().current().id();
        take(files.renew(keys::isRevoked));
        LOG.warn("Signing key {} signs; {} was revoked, with all that it has signed", keys.own().current(), from);
    }

    @Override
    public void rotate(boolean revoke) {
        String fixed = files.fixed();
        if (fixed != null && (shared == null || !revoke)) {
            throw ErrorCode.KEYS_ELSEWHERE.because("The keys cannot be rotated: " + fixed + ".").toException();
        }
        turn.lock();
        try {
            take(files.read());
            if (shared != null) {
                long order = shared.order(revoke);
                shared.catchUp();
                obey(order, revoke);
                if (fixed != null) {
                    throw ErrorCode.KEYS_ELSEWHERE.because("All keys are revoked, here and at the other gateways, and"
                            + " this one signs with none that counts: " + fixed + ".").toException();
                }
            } else if (revoke) {
                keys.revokeOwn();
                renew();
            } else {
                advance();
            }
        } finally {
            turn.unlock();
        }
    }

    /** An order may be heard of twice, by whoever gave it. What was revoked may have been renewed already. */
    private void obey(long number, boolean revoke) {
        if (number <= obeyed) {
            return;
        }
        obeyed = number;
        String fixed = files.fixed();
        if (fixed != null) {
            LOG.warn("The signing keys were to be rotated, and cannot be: {}", fixed);
        } else if (isRevoked()) {
            renew();
        } else if (!revoke) {
            advance();
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /** What is under way with files comes to its end. */
    @Override
    public void close() {
        if (pace != null) {
            pace.cancel(false);
        }
        closed = true;
        try {
            if (turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
