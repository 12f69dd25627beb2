package com.ainative.gateway.account;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All accounts, for those who make and change them. All methods block. */
public final class Accounts {

    /** What others hear of by this word in the feed. */
    static final String NEWS = "account";
    /** By when everybody has heard of it. */
    private static final Duration HEARD = Duration.ofHours(1);

    private final Store store;
    private final Passwords passwords;
    private final Feed feed;
    private final Audit audit;
    private final InstantSource clock;

    Accounts(Store store, Passwords passwords, Feed feed, Audit audit, InstantSource clock) {
        this.store = store;
        this.passwords = passwords;
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

    /** Somebody makes an account for themselves; whether the address has one is not told, and takes as long. */
    public void register(String email, String password, String tier, Actor by) {
        create(new NewAccount(email, hash(password, "password"), Role.USER, tier), by);
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
     * Changes an account. Whoever may not come in any more, or is less than before, is logged out everywhere.
     *
     * @param change what it is to be, from what it is
     * @param what for the record
     * @throws GatewayException 404 where there is none, 409 where its new address has another account
     */
    public Account change(String id, UnaryOperator<Account> change, String what, Actor by) {
        long now = clock.millis();
        long until = clock.instant().plus(HEARD).getEpochSecond();
        long tokensGone = clock.instant().plus(Duration.ofDays(1)).getEpochSecond();
        Audit.Entry entry = audit.entry(by, "account-changed", id, what);
        Account changed = store.write(handle -> {
            Account before = AccountTable.find(handle, id).filter(one -> one.status() != Status.DELETED)
                    .orElseThrow(Accounts::unknown);
            Account after = change.apply(before);
            AccountTable.update(handle, after, now);
            if (!after.mayComeIn() || after.role() != before.role()) {
                SessionTable.revokeAll(handle, id, tokensGone);
            }
            Feed.tell(handle, NEWS, id, until);
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
        long tokensGone = clock.instant().plus(Duration.ofDays(1)).getEpochSecond();
        Audit.Entry entry = audit.entry(by, "password-set", id, null);
        store.write(handle -> {
            if (AccountTable.find(handle, id).isEmpty()) {
                throw unknown();
            }
            AccountTable.setPassword(handle, id, null, hash);
            SessionTable.revokeAll(handle, id, tokensGone);
            Audit.write(handle, entry);
            return true;
        });
        Audit.log(entry);
        feed.hear();
    }

    static GatewayException unknown() {
        return ErrorCode.NOT_FOUND.because("There is no such account.").toException();
    }
}
