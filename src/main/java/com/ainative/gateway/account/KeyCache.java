package com.ainative.gateway.account;

import com.ainative.gateway.auth.ApiKeys;
import com.ainative.gateway.auth.Caller;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Knows keys by what is kept of them: those that were used in memory, others from the store. What changes is dropped when
 * it is told, so a key that is known counts while the store is away. Lives beside the generations.
 */
final class KeyCache implements ApiKeys {

    private static final int REMEMBERED = 50_000;
    /** Of what is no key, for who asks again and again. */
    private static final int REMEMBERED_UNKNOWN = 10_000;
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(2);
    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private final Asking asking;
    private final Seal seal;
    private final InstantSource clock;
    private final Cache<String, ApiKey> known = Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run)
            .build();
    private final Cache<String, Boolean> unknown = Caffeine.newBuilder().maximumSize(REMEMBERED_UNKNOWN)
            .expireAfterWrite(UNKNOWN_FOR).executor(Runnable::run).build();
    /** Counts what was dropped: what was read before is not kept. */
    private volatile long dropped;

    KeyCache(Asking asking, Seal seal, InstantSource clock) {
        this.asking = asking;
        this.seal = seal;
        this.clock = clock;
    }

    @Override
    public Optional<Caller> caller(String key, @Nullable InetAddress from) {
        if (!SHAPE.matcher(key).matches() || !asking.isWorthIt()) {
            return Optional.empty();
        }
        String digest = asking.digest(seal, Keys.SEALED, key);
        ApiKey found = known.getIfPresent(digest);
        if (found == null && unknown.getIfPresent(digest) == null) {
            found = ask(digest);
        }
        return found != null && found.isGood(clock.millis(), from) ? Optional.of(found.caller()) : Optional.empty();
    }

    private @Nullable ApiKey ask(String digest) {
        long before = dropped;
        Optional<ApiKey> found = asking.read(handle -> KeyTable.byDigest(handle, digest));
        if (found.isEmpty()) {
            unknown.put(digest, true);
            return null;
        }
        synchronized (known) {
            if (dropped == before) {
                known.put(digest, found.get());
            }
        }
        return found.get();
    }

    /** One has changed. */
    void drop(String id) {
        drop(key -> key.id().equals(id));
    }

    /** All of an account. */
    void dropOf(String account) {
        drop(key -> key.owner().id().equals(account));
    }

    void dropAll() {
        drop(key -> true);
    }

    private void drop(Predicate<ApiKey> changed) {
        synchronized (known) {
            dropped++;
            known.asMap().values().removeIf(changed);
            unknown.invalidateAll();
        }
    }
}
