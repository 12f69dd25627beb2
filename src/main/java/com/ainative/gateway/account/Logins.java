package com.ainative.gateway.account;

import com.ainative.gateway.account.AccountTable.WithPassword;
import com.ainative.gateway.account.Passwords.Check;
import com.ainative.gateway.account.SessionTable.Session;
import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Logging in, staying so, and leaving. A login is a session: a line of refresh tokens of which each is good once; one that
 * comes a second time has been stolen, or its thief has come before, and ends the session. All methods block.
 */
public final class Logins {

    /** A password that was right may have been changed by another gateway meanwhile: then it is judged anew. */
    private static final int MOST_JUDGED = 3;

    /** As whom all count that give no address at all. */
    private static final String NOBODY = "";

    private final Store store;
    private final Seal seal;
    private final Passwords passwords;
    private final Decoys decoys;
    private final LoginThrottle throttle;
    private final Feed feed;
    private final Audit audit;
    private final InstantSource clock;

    Logins(Store store, Seal seal, Passwords passwords, LoginThrottle throttle, Feed feed, Audit audit,
            InstantSource clock) {
        this.store = store;
        this.seal = seal;
        this.passwords = passwords;
        this.decoys = new Decoys(store, seal, passwords, clock);
        this.throttle = throttle;
        this.feed = feed;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Somebody who is logged in.
     *
     * @param refreshToken for them alone
     */
    public record Login(Account account, String session, String refreshToken) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Login[" + account.id() + ", " + session + "]";
        }
    }

    /** So that the first login is as quick as others. */
    void warmUp() {
        decoys.usual();
    }

    /**
     * Does the same work whether there is such an account or not.
     *
     * @throws GatewayException 401 for a wrong address or password, 403 for an account that is disabled, 429 for too many
     *             failed tries, 503 for too many at once
     */
    public Login login(String email, String password, @Nullable InetAddress from) {
        String known = Email.of(email).orElse(NOBODY);
        throttle.begin(known, from);
        for (int i = 0; i < MOST_JUDGED; i++) {
            Judged judged = judged(known, from,
                    () -> store.read(handle -> AccountTable.byEmail(handle, known)), () -> decoys.of(known), password)
                    .orElseThrow(Logins::wrong);
            Optional<Login> login = begin(judged, judged.fresh, from, (handle, session) -> {
            });
            if (login.isPresent()) {
                return login.get();
            }
        }
        throw wrong();
    }

    private static GatewayException wrong() {
        return ErrorCode.INVALID_CREDENTIALS.because("E-mail address or password is wrong.").toException();
    }

    /**
     * A password that was right.
     *
     * @param hash it was checked against
     * @param fresh that takes its place; null where it is as good
     */
    private record Judged(Account account, String hash, @Nullable String fresh) {

        /** Without the hashes. */
        @Override
        public String toString() {
            return account.id();
        }
    }

    /** Empty where it is wrong; nobody has failed where that cannot be found out. */
    private Optional<Judged> judged(String name, @Nullable InetAddress from, Supplier<Optional<WithPassword>> look,
            Supplier<String> decoy, String password) {
        boolean known = false;
        try {
            Optional<WithPassword> found = look.get();
            String hash = found.map(WithPassword::password).orElse(null);
            Check check = passwords.check(password, hash == null ? decoy.get() : hash);
            known = true;
            if (!check.matches() || hash == null) {
                return Optional.empty();
            }
            throttle.good(name, from);
            return Optional.of(new Judged(found.orElseThrow().account(), hash, check.fresh()));
        } finally {
            if (!known) {
                throttle.takeBack(name, from);
            }
        }
    }

    /**
     * Begins a session, as long as the password is still the one that was judged: else whoever knew the old one would come
     * in behind the change that ends all sessions.
     *
     * @param fresh hash to keep from now on; null for the one that is there
     * @param also with the session's id, before it is there
     * @return empty where the password is another one by now
     */
    private Optional<Login> begin(Judged judged, @Nullable String fresh, @Nullable InetAddress from,
            BiConsumer<Handle, String> also) {
        long now = clock.millis();
        String id = judged.account.id();
        RefreshToken refresh = RefreshToken.make(Names.SESSIONS.next(now), seal);
        String digest = refresh.digest(seal);
        Audit.Entry entry = audit.entry(Actor.of(id, from), "login", id, refresh.session());
        Optional<Account> begun = store.write(handle -> {
            Optional<String> kept = AccountTable.lockPassword(handle, id);
            // The change may be written twice: then it finds its own.
            if (kept.filter(hash -> hash.equals(judged.hash) || hash.equals(fresh)).isEmpty()) {
                return Optional.<Account>empty();
            }
            Account account = AccountTable.find(handle, id).orElseThrow(Accounts::unknown);
            if (!account.mayComeIn()) {
                throw ErrorCode.ACCOUNT_DISABLED.because("This account is disabled; ask an administrator.")
                        .toException();
            }
            if (fresh != null) {
                AccountTable.setPassword(handle, id, fresh);
            }
            also.accept(handle, refresh.session());
            SessionTable.insert(handle, refresh.session(), id, digest, now);
            Audit.write(handle, entry);
            return Optional.of(account);
        });
        begun.ifPresent(account -> Audit.log(entry));
        return begun.map(account -> new Login(account, refresh.session(), refresh.text()));
    }

    /** What becomes of a refresh token. */
    private sealed interface Turn {

        record Renewed(Account account) implements Turn {
        }

        record Refused(boolean stolen) implements Turn {
        }
    }

    /**
     * Takes a refresh token for the next.
     *
     * @throws GatewayException 401 for one that is not good, or not any more
     */
    public Login refresh(String token, AuthConfig auth, @Nullable InetAddress from) {
        RefreshToken shown = RefreshToken.of(token, seal).orElseThrow(Logins::notGood);
        RefreshToken next = RefreshToken.make(shown.session(), seal);
        String before = shown.digest(seal);
        String after = next.digest(seal);
        long now = clock.millis();
        long until = until();
        Turn turn = store.write(handle -> {
            Optional<Session> session = SessionTable.lock(handle, shown.session())
                    .filter(found -> isOpen(found, auth, now));
            Optional<Account> account = session.flatMap(found -> AccountTable.find(handle, found.account()))
                    .filter(Account::mayComeIn);
            if (account.isEmpty()) {
                return new Turn.Refused(false);
            }
            String current = session.orElseThrow().digest();
            // The change may be written twice: then it finds its own.
            if (!Seal.equal(current, before) && !Seal.equal(current, after)) {
                SessionTable.revoke(handle, shown.session(), until);
                return new Turn.Refused(true);
            }
            SessionTable.rotate(handle, shown.session(), after, now);
            return new Turn.Renewed(account.get());
        });
        if (turn instanceof Turn.Renewed renewed) {
            return new Login(renewed.account(), shown.session(), next.text());
        }
        if (((Turn.Refused) turn).stolen()) {
            feed.hear();
            audit.note(audit.entry(Actor.of("unknown", from), "refresh-token-reused", shown.session(),
                    "the session has ended"));
        }
        throw notGood();
    }

    private static boolean isOpen(Session session, AuthConfig auth, long now) {
        return session.revokedUntil() == null && now - session.usedAt() < auth.session().idle().toMillis()
                && now - session.createdAt() < auth.session().longest().toMillis();
    }

    private static GatewayException notGood() {
        return ErrorCode.INVALID_REFRESH_TOKEN.because("The refresh token is not good any more. Log in again.")
                .toException();
    }

    /** Ends the session of a refresh token; nothing for what is none. */
    public void logout(String refreshToken, @Nullable InetAddress from) {
        RefreshToken.of(refreshToken, seal).ifPresent(token -> end(token.session(), Actor.of("unknown", from)));
    }

    /** Ends a session; its tokens count nowhere when this is known. */
    public void end(String session, Actor actor) {
        long until = until();
        Audit.Entry entry = audit.entry(actor, "logout", session, null);
        store.write(handle -> {
            SessionTable.revoke(handle, session, until);
            Audit.write(handle, entry);
            return true;
        });
        Audit.log(entry);
        feed.hear();
    }

    /**
     * Ends what an operator has minted.
     *
     * @param expires seconds since 1970
     */
    public void endToken(String id, long expires, Actor actor) {
        long now = clock.millis();
        Audit.Entry entry = audit.entry(actor, "logout", id, "a token of no login");
        store.write(handle -> {
            SessionTable.revokeToken(handle, id, expires + Duration.ofMinutes(2).toSeconds(), now);
            Audit.write(handle, entry);
            return true;
        });
        Audit.log(entry);
        feed.hear();
    }

    /**
     * Changes a password, ends all sessions and begins a new one.
     *
     * @throws GatewayException as {@link #login}
     */
    public Login changePassword(String account, String current, String fresh, @Nullable InetAddress from) {
        Passwords.require(fresh, "new_password");
        throttle.begin(account, from);
        Judged judged = judged(account, from, () -> store.read(handle -> AccountTable.withPassword(handle, account)),
                decoys::usual, current).orElseThrow(Logins::currentWrong);
        String changed = passwords.hash(fresh);
        long until = until();
        Audit.Entry entry = audit.entry(Actor.of(account, from), "password-changed", account, null);
        Login login = begin(judged, changed, from, (handle, session) -> {
            SessionTable.revokeAll(handle, account, session, until);
            Audit.write(handle, entry);
        }).orElseThrow(Logins::currentWrong);
        Audit.log(entry);
        feed.hear();
        return login;
    }

    private static GatewayException currentWrong() {
        return ErrorCode.INVALID_CREDENTIALS.at("current_password", "The current password is wrong.").toException();
    }

    private long until() {
        return SessionTable.remembered(clock.instant());
    }
}
