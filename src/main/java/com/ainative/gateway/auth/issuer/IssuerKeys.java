package com.ainative.gateway.auth.issuer;

import com.ainative.gateway.auth.VerifiedToken.KeySource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer, as they were told last. They are asked for again every few minutes, and besides when a token names
 * one that is not among them; that a second time only after half a minute, however many such tokens come. An issuer that is
 * away keeps the keys it had for a day.
 */
final class IssuerKeys implements KeySource {

    static final Duration FRESH = Duration.ofMinutes(5);
    /** After which a failed fetch is tried again by itself. */
    static final Duration AGAIN = Duration.ofSeconds(30);
    /** Between two fetches for keys that are not known. */
    static final Duration PACE = Duration.ofSeconds(30);
    static final Duration KEPT = Duration.ofDays(1);
    /** How long a request waits for a fetch. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    /** Asks an issuer for its keys; a test's own. */
    @FunctionalInterface
    interface Fetch {

        /**
         * Blocks for some seconds at most.
         *
         * @param anew also where the keys are
         */
        KeySet keys(boolean anew) throws FetchFailedException;
    }

    private enum State {
        UNASKED,
        GOOD,
        EMPTY,
        AWAY
    }

    /** @param asked when, in nanoseconds */
    private record Told(KeySet keys, long asked) {
    }

    private final String issuer;
    private final Fetch fetch;
    private final Executor threads;
    private final LongSupplier nanoTime;
    private volatile @Nullable Told told;
    private volatile State state = State.UNASKED;
    /** The fetch that is under way; guarded by this object, as what follows is. */
    private @Nullable CompletableFuture<Void> running;
    private long asked;
    private long askedForUnknown;

    /** @param threads a new virtual one for each fetch */
    IssuerKeys(String issuer, Fetch fetch, Executor threads, LongSupplier nanoTime) {
        this.issuer = issuer;
        this.fetch = fetch;
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.asked = nanoTime.getAsLong() - FRESH.toNanos();
        this.askedForUnknown = nanoTime.getAsLong() - PACE.toNanos();
    }

    @Override
    public boolean knows(String id) {
        return current().has(id);
    }

    /** Of that name, without asking anybody. */
    List<PublishedKey> known(String kid) {
        return current().named(kid);
    }

    /** Of that name. Blocks while a fetch may bring one, for {@link #PATIENCE} at most. */
    List<PublishedKey> find(String kid) {
        long until = nanoTime.getAsLong() + PATIENCE.toNanos();
        if (state == State.UNASKED) {
            refresh(); // what is fetched anyway leaves the fetch for an unknown key to whoever needs it
        }
        if (known(kid).isEmpty()) {
            await(underWay(), until - nanoTime.getAsLong());
        }
        if (known(kid).isEmpty()) {
            // One that was under way may have been answered before the key was published.
            await(forUnknown(), until - nanoTime.getAsLong());
        }
        return known(kid);
    }

    /** Begins a fetch where it is time for one. */
    synchronized void refresh() {
        Duration pause = state == State.AWAY ? AGAIN : FRESH;
        if (running == null && nanoTime.getAsLong() - asked >= pause.toNanos()) {
            begin(true);
        }
    }

    private synchronized @Nullable CompletableFuture<Void> underWay() {
        return running;
    }

    /** Null where none may begin now. */
    private synchronized @Nullable CompletableFuture<Void> forUnknown() {
        long now = nanoTime.getAsLong();
        if (running == null && now - askedForUnknown >= PACE.toNanos()) {
            askedForUnknown = now;
            begin(false);
        }
        return running;
    }

    private synchronized void begin(boolean anew) {
        long now = nanoTime.getAsLong();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        asked = now;
        running = begun;
        threads.execute(() -> {
            try {
                fetch(anew, now);
            } finally {
                end();
                begun.complete(null);
            }
        });
    }

    private synchronized void end() {
        running = null;
    }

    private void fetch(boolean anew, long now) {
        try {
            KeySet keys = fetch.keys(anew);
            told = new Told(keys, now);
            if (is(keys.size() == 0 ? State.EMPTY : State.GOOD)) {
                LOG.info("Issuer {} has {} keys that can be used", issuer, keys.size());
            }
        } catch (FetchFailedException e) {
            if (is(State.AWAY)) {
                LOG.warn("Issuer {} {}; the keys it told before count for up to {} hours", issuer, e.getMessage(),
                        KEPT.toHours());
            }
        } catch (RuntimeException e) { // it would else be told nowhere
            if (is(State.AWAY)) {
                LOG.error("The keys of issuer {} could not be fetched", issuer, e);
            }
        }
    }

    /** Whether that is new. */
    private boolean is(State now) {
        boolean changed = state != now;
        state = now;
        return changed;
    }

    private static void await(@Nullable CompletableFuture<Void> fetching, long nanos) {
        if (fetching == null) {
            return;
        }
        try {
            fetching.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return; // what is known by now has to do
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private KeySet current() {
        Told last = told;
        return last == null || nanoTime.getAsLong() - last.asked > KEPT.toNanos() ? KeySet.NONE : last.keys;
    }
}
