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

    /** What is kept of a key. */
    static String digest(Seal seal, String secret) {
        return seal.of("key", secret);
    }

    /** @throws GatewayException 409 where an account has more than anybody needs */
    public Made create(String account, Scope scope, Actor by) {
        if (scope.expiresAt() != null && scope.expiresAt() <= clock.millis()) {
            throw ErrorCode.INVALID_REQUEST.at("expires_at", "'expires_at' is over.").toException();
        }
        return make(account, scope, audit.entry(by, "key-created", account, scope.name()), handle -> {
        });
    }

    private Made make(String account, Scope scope, Audit.Entry entry,
            Consumer<Handle> also) {
        long now = clock.millis();
        String id = Names.KEYS.next(now);
        String secret = ApiKeys.PREFIX + Seal.random();
        String digest = digest(seal, secret);
        ApiKey made = store.write(handle -> {
            if (KeyTable.count(handle, account) > MOST_OF_ONE) {
                throw ErrorCode.ALREADY_THERE
                        .because("There are " + MOST_OF_ONE + " keys of this account already; revoke"
                                + " those that are not used.")
                        .toException();
            }
            KeyTable.insert(handle, id, account, secret.substring(0, SHOWN), digest, scope, now);
            also.accept(handle);
            Audit.write(handle, entry);
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
     * Makes another of the same scope.
     *
     * @param overlap how long the old one is good beside it
     */
    public Made rotate(ApiKey key, Duration overlap, Actor by) {
        long end = clock.millis() + overlap.toMillis();
        Audit.Entry entry = audit.entry(by, "key-rotated", key.id(), "good for " + overlap.toSeconds() + " s more");
        return make(key.owner().id(), key.scope(), entry,
                handle -> KeyTable.expire(handle, key.id(), key.scope().noLaterThan(end)));
    }
}
