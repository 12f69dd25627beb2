package com.ainative.gateway.account;

import com.ainative.gateway.auth.ApiKeys;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** All API keys, for those who make and end them. All methods block. */
public final class Keys {

    /** Characters by which a key is known without being given away. */
    private static final int SHOWN = 12;
    private static final int MOST_OF_ONE = 100;

    private final Store store;
    private final Seal seal;
    private final Feed feed;
    private final Audit audit;
    private final InstantSource clock;

    Keys(Store store, Seal seal, Feed feed, Audit audit, InstantSource clock) {
        this.store = store;
        this.seal = seal;
        this.feed = feed;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A key that has just been made.
     *
     * @param secret for its holder, this once
     */
    public record Made(ApiKey key, String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return key.id();
        }
    }

    /** What a key's digest is told from others by. */
    static final String SEALED = "key";

    /** @throws GatewayException 409 where an account has more than anybody needs */
    public Made create(String account, Scope scope, Actor by) {
        if (scope.expiresAt() != null && scope.expiresAt() <= clock.millis()) {
            throw ErrorCode.INVALID_REQUEST.at("expires_at", "'expires_at' is over.").toException();
        }
        String id = Names.KEYS.next(clock.millis());
        return make(id, id, account, scope, audit.entry(by, "key-created", account, scope.name()), handle -> {
        });
    }

    private Made make(String id, String line, String account, Scope scope, Audit.Entry entry, Consumer<Handle> also) {
        long now = clock.millis();
        String secret = ApiKeys.PREFIX + Seal.random();
        String digest = seal.of(SEALED, secret);
        ApiKey made = store.write(handle -> {
            KeyTable.insert(handle, id, line, account, secret.substring(0, SHOWN), digest, scope, now);
            if (KeyTable.count(handle, account, now) > MOST_OF_ONE) {
                throw ErrorCode.ALREADY_THERE
                        .because("There are " + MOST_OF_ONE + " keys of this account already; revoke"
                                + " those that are not used.")
                        .toException();
            }
            Audit.write(handle, entry);
            also.accept(handle);
            return KeyTable.find(handle, id).orElseThrow();
        });
        Audit.log(entry);
        feed.hear();
        return new Made(made, secret);
    }

    public List<ApiKey> list(String account) {
        return store.read(handle -> KeyTable.list(handle, account));
    }

    public Optional<ApiKey> find(String id) {
        return store.read(handle -> KeyTable.find(handle, id));
    }

    /** It counts nowhere when this is known. */
    public void revoke(ApiKey key, Actor by) {
        long now = clock.millis();
        Audit.Entry entry = audit.entry(by, "key-revoked", key.id(), key.owner().id() + ", " + key.scope().name());
        store.write(handle -> {
            KeyTable.revoke(handle, key.id(), now);
            Audit.write(handle, entry);
            return true;
        });
        Audit.log(entry);
        feed.hear();
    }

    /**
     * Makes another of the same scope in its place.
     *
     * @param overlap how long the old one is good beside it
     * @throws GatewayException 409 where it has been revoked or has expired, or has a successor already
     */
    public Made rotate(ApiKey key, Duration overlap, Actor by) {
        long now = clock.millis();
        long end = now + overlap.toMillis();
        String successor = Names.KEYS.next(now);
        Audit.Entry entry = audit.entry(by, "key-rotated", key.id(), "good for " + overlap.toSeconds() + " s more");
        return make(successor, key.line(), key.owner().id(), key.scope(), entry, handle -> {
            if (!KeyTable.succeed(handle, key.id(), successor, end, now)) {
                throw ErrorCode.ENDED_ALREADY.because(key.successor() == null
                        ? "This key is over; make another."
                        : "This key has a successor, " + key.successor() + "; rotate that.").toException();
            }
        });
    }
}
