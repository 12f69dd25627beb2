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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Logging in, staying so, and leaving. A login is a session: a line of refresh tokens of which each is good once; one that
 * comes a second time has been stolen, or its thief has come before, and ends the session. All methods block.
 */
public final class Logins {

    /** How long a revocation is remembered at least: access tokens may have lived longer under an earlier configuration. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

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
        Judged judged = judged(known, from,
                () -> store.read(handle -> AccountTable.byEmail(handle, known)), () -> decoys.of(known), password)
                .orElseThrow(() -> ErrorCode.INVALID_CREDENTIALS.because("E-mail address or password is wrong.")
                        .toException());
        return begin(judged.account, from, handle -> {
            if (judged.fresh != null) {
                AccountTable.setPassword(handle, judged.account.id(), judged.hash, judged.fresh);
            }
        });
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

    private Login begin(Account account, @Nullable InetAddress from, Consumer<Handle> also) {
        if (!account.mayComeIn()) {
            throw ErrorCode.ACCOUNT_DISABLED.because("This account is disabled; ask an administrator.").toException();
        }
        long now = clock.millis();
        RefreshToken refresh = RefreshToken.make(Names.SESSIONS.next(now), seal);
        String digest = refresh.digest(seal);
        Audit.Entry entry = audit.entry(Actor.of(account.id(), from), "login", account.id(), refresh.session());
        store.write(handle -> {
            also.accept(handle);
            SessionTable.insert(handle, refresh.session(), account.id(), digest, now);
            Audit.write(handle, entry);
            return true;
        });
        Audit.log(entry);
        return new Login(account, refresh.session(), refresh.text());
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
        long until = until(auth);
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
    public void logout(String refreshToken, AuthConfig auth, @Nullable InetAddress from) {
        RefreshToken.of(refreshToken, seal).ifPresent(token -> end(token.session(), auth, Actor.of("unknown", from)));
    }

    /** Ends a session; its tokens count nowhere when this is known. */
    public void end(String session, AuthConfig auth, Actor actor) {
        long until = until(auth);
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
    public Login changePassword(String account, String current, String fresh, AuthConfig auth,
            @Nullable InetAddress from) {
        Passwords.require(fresh, "new_password");
        throttle.begin(account, from);
        Judged judged = judged(account, from, () -> store.read(handle -> AccountTable.find(handle, account)
                .map(one -> new WithPassword(one, AccountTable.password(handle, account)))), decoys::usual, current)
                .orElseThrow(() -> ErrorCode.INVALID_CREDENTIALS
                        .at("current_password", "The current password is wrong.").toException());
        String changed = passwords.hash(fresh);
        long until = until(auth);
        Audit.Entry entry = audit.entry(Actor.of(account, from), "password-changed", account, null);
        Login login = begin(judged.account, from, handle -> {
            SessionTable.revokeAll(handle, account, until);
            AccountTable.setPassword(handle, account, judged.hash, changed);
            Audit.write(handle, entry);
        });
        Audit.log(entry);
        feed.hear();
        return login;
    }

    /** Seconds since 1970, when no token lives that was issued before now. */
    long until(AuthConfig auth) {
        Duration life = auth.accessToken().compareTo(REMEMBERED) > 0 ? auth.accessToken() : REMEMBERED;
        return clock.instant().plus(life).plusSeconds(60).getEpochSecond();
    }
}
