package com.ainative.gateway.account;

import com.ainative.gateway.auth.ApiKeys;
import com.ainative.gateway.auth.Revocations;
import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.limit.Budgets;
import com.ainative.gateway.observe.Readiness;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything about accounts, put together. Lives beside the generations, and keeps what the checks of each request have in
 * memory in step with the store.
 */
public final class AccountServices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountServices.class);
    private static final Duration SWEEP = Duration.ofHours(1);
    /** For how long one sees in lists that a key is over. */
    private static final Duration KEYS_KEPT = Duration.ofDays(30);
    /** Behind the start, for the first hash takes a second of a processor. */
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final Store store;
    private final Revocations revocations;
    private final InstantSource clock;
    private final Feed feed;
    private final Passwords passwords = new Passwords();
    private final KeyCache keyCache;
    private final SpentBudgets budgets;
    private final Audit audit;
    private final Accounts accounts;
    private final Organisations organisations;
    private final Logins logins;
    private final Keys keys;
    private final Tickets tickets;
    private final List<Future<?>> regular = new CopyOnWriteArrayList<>();

    public AccountServices(Store store, Revocations revocations, Feed feed, InstantSource clock) {
        this.store = store;
        this.revocations = revocations;
        this.clock = clock;
        this.feed = feed;
        Seal seal = new Seal(store);
        this.audit = new Audit(store, clock);
        LoginThrottle throttle = new LoginThrottle(System::nanoTime);
        this.accounts = new Accounts(store, passwords, throttle, feed, audit, clock);
        this.organisations = new Organisations(store, feed, audit, clock);
        this.logins = new Logins(store, seal, passwords, throttle, feed, audit, clock);
        this.keys = new Keys(store, seal, feed, audit, clock);
        Asking asking = new Asking(store, System::nanoTime);
        this.keyCache = new KeyCache(asking, seal, clock);
        this.tickets = new Tickets(store, asking, seal, clock);
        this.budgets = new SpentBudgets(store, clock);
        feed.load(this::load);
        feed.on(SessionTable.NEWS, news -> revocations.revoke(news.name(), news.until()));
        feed.on(KeyTable.NEWS, news -> keyCache.drop(news.name()));
        feed.on(Accounts.NEWS, news -> changed(news.name()));
        feed.on(Organisations.NEWS, news -> load());
    }

    private void load() {
        long now = clock.instant().getEpochSecond();
        revocations.disabled(store.read(AccountTable::disabled));
        store.read(handle -> SessionTable.revoked(handle, now))
                .forEach(news -> revocations.revoke(news.name(), news.until()));
        keyCache.dropAll();
    }

    private void changed(String account) {
        boolean mayComeIn = store.read(handle -> AccountTable.find(handle, account)).map(Account::mayComeIn)
                .orElse(false);
        if (mayComeIn) {
            revocations.enable(account);
        } else {
            revocations.disable(account);
        }
        keyCache.dropOf(account);
    }

    /**
     * Does what is to be done regularly.
     *
     * @param threads a new one for each
     * @param auth how long sessions last just now
     */
    public void begin(ScheduledExecutorService timer, Executor threads, Supplier<AuthConfig> auth) {
        regular.add(timer.schedule(() -> threads.execute(this::warmUp), WARM_UP.toMillis(), TimeUnit.MILLISECONDS));
        regular.add(timer.scheduleWithFixedDelay(() -> threads.execute(() -> sweep(auth.get())), SWEEP.toMinutes(),
                SWEEP.toMinutes(), TimeUnit.MINUTES));
    }

    private void warmUp() {
        try {
            logins.warmUp();
        } catch (RuntimeException e) { // whoever logs in first is told
            LOG.debug("no hash was made ahead", e);
        }
    }

    /** Forgets what nobody needs any more. */
    void sweep(AuthConfig auth) {
        Instant time = clock.instant();
        long now = time.toEpochMilli();
        revocations.forget(time.getEpochSecond());
        if (!store.mayHoldSomething()) {
            return;
        }
        try {
            store.write(handle -> {
                SessionTable.forget(handle, now - auth.session().idle().toMillis(),
                        now - auth.session().longest().toMillis(), time);
                KeyTable.forget(handle, now - KEYS_KEPT.toMillis());
                handle.execute("delete from ticket where expires_at < ?", now);
                feed.forgetOld(handle);
                budgets.forgetOld(handle);
                return true;
            });
        } catch (StoreAwayException e) {
            LOG.debug("what is old is forgotten later: {}", e.getMessage());
        } catch (RuntimeException e) { // nobody else would ever tell of it
            LOG.error("What is old cannot be forgotten", e);
        }
    }

    /** Has health tell when the store is away: who is in stays in, and nobody new comes. */
    public static Feed.Health health(Readiness readiness) {
        return why -> {
            if (why == null) {
                readiness.well(Readiness.Part.STORE);
            } else {
                readiness.degraded(Readiness.Part.STORE,
                        "the store is away: tokens and keys that are known work, logins and jobs do not");
            }
        };
    }

    public Accounts accounts() {
        return accounts;
    }

    public Organisations organisations() {
        return organisations;
    }

    public Logins logins() {
        return logins;
    }

    public Keys keys() {
        return keys;
    }

    /** For the checks of each request. */
    public ApiKeys knownKeys() {
        return keyCache;
    }

    /** For the step that lets requests in. */
    public Budgets budgets() {
        return budgets;
    }

    public Tickets tickets() {
        return tickets;
    }

    public Audit audit() {
        return audit;
    }

    /** How many passwords have been checked. */
    long passwordChecks() {
        return passwords.checks();
    }

    @Override
    public void close() {
        regular.forEach(task -> task.cancel(false));
        passwords.close();
    }
}
