package com.ainative.gateway.account;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All accounts, for those who make and change them. All methods block. */
public final class Accounts {

    /** What others hear of by this word in the feed. */
    static final String NEWS = "account";

    private final Store store;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final Feed feed;
    private final Audit audit;
    private final InstantSource clock;

    Accounts(Store store, Passwords passwords, LoginThrottle throttle, Feed feed, Audit audit, InstantSource clock) {
        this.store = store;
        this.passwords = passwords;
        this.throttle = throttle;
        this.feed = feed;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes an account.
     *
     * @return empty where the address has one already
     */
    public Optional<Account> create(NewAccount account, Actor by) {
        long now = clock.millis();
        String id = Names.ACCOUNTS.next(now);
        Audit.Entry entry = audit.entry(by, "account-created", id,
                account.email() + ", " + account.role().word() + ", tier " + account.tier());
        Optional<Account> made = store.write(handle -> {
            if (!AccountTable.insert(handle, id, account, now)) {
                return Optional.<Account>empty();
            }
            Audit.write(handle, entry);
            return AccountTable.find(handle, id);
        });
        if (made.isPresent()) {
            Audit.log(entry);
        }
        return made;
    }

    /**
     * Somebody makes an account for themselves; whether the address has one is not told, and takes as long.
     *
     * @throws GatewayException 429 for too many from one network
     */
    public void register(String email, String password, String tier, @Nullable InetAddress from) {
        Passwords.require(password, "password");
        throttle.beginRegistration(from);
        create(new NewAccount(email, hash(password, "password"), Role.USER, tier), Actor.of(email, from));
    }

    /**
     * What a password is kept as.
     *
     * @param field what it is called where it was sent
     */
    public String hash(String password, String field) {
        Passwords.require(password, field);
        return passwords.hash(password);
    }

    public Optional<Account> find(String id) {
        return store.read(handle -> AccountTable.find(handle, id));
    }

    public Optional<Account> byEmail(String email) {
        return store.read(handle -> AccountTable.byEmail(handle, email)).map(AccountTable.WithPassword::account);
    }

    /** What is kept of a password; null where there is none. */
    @Nullable
    String passwordHash(String email) {
        return store.read(handle -> AccountTable.byEmail(handle, email)).map(AccountTable.WithPassword::password)
                .orElse(null);
    }

    /** @param after the id behind which to begin; empty for the first */
    public List<Account> list(String after, int most) {
        return store.read(handle -> AccountTable.list(handle, after, most));
    }

    /**
     * Changes an account. Whoever may not come in any more, or has another role than before, is logged out everywhere.
     *
     * @param change what it is to be, from what it is
     * @param what for the record
     * @throws GatewayException 404 where there is none, 409 where its new address has another account
     */
    public Account change(String id, UnaryOperator<Account> change, String what, Actor by) {
        Instant now = clock.instant();
        Audit.Entry entry = audit.entry(by, "account-changed", id, what);
        Account changed = store.write(handle -> {
            Account before = locked(handle, id);
            Account after = change.apply(before);
            if (after.email() != null && AccountTable.isTaken(handle, after.email(), id)) {
                throw ErrorCode.ALREADY_THERE.at("email", "This address has another account.").toException();
            }
            AccountTable.update(handle, after, now.toEpochMilli());
            if (after.status() == Status.DELETED) {
                AccountTable.setPassword(handle, id, null);
            }
            if (!after.mayComeIn() || after.role() != before.role()) {
                SessionTable.revokeAll(handle, id, "", SessionTable.remembered(now));
            }
            Feed.tell(handle, NEWS, id, now.getEpochSecond());
            Audit.write(handle, entry);
            return AccountTable.find(handle, id).orElseThrow(Accounts::unknown);
        });
        Audit.log(entry);
        feed.hear();
        return changed;
    }

    /** Sets a password without knowing the one before; all sessions end. */
    public void setPassword(String id, String password, Actor by) {
        String hash = hash(password, "password");
        Instant now = clock.instant();
        Audit.Entry entry = audit.entry(by, "password-set", id, null);
        store.write(handle -> {
            AccountTable.setPassword(handle, locked(handle, id).id(), hash);
            SessionTable.revokeAll(handle, id, "", SessionTable.remembered(now));
            Audit.write(handle, entry);
            return true;
        });
        Audit.log(entry);
        feed.hear();
    }

    /** Nobody else changes it until the commit. */
    private static Account locked(Handle handle, String id) {
        return AccountTable.lock(handle, id).filter(one -> one.status() != Status.DELETED)
                .orElseThrow(Accounts::unknown);
    }

    static GatewayException unknown() {
        return ErrorCode.NOT_FOUND.because("There is no such account.").toException();
    }
}
