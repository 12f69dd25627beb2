package com.ainative.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.auth.Revocations;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one does while another is at it. */
class MeanwhileTest {

    private static final AuthConfig AUTH = new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10));
    private static final Actor ADMIN = new Actor("admin", null);
    private static final String OLD = "the password before";
    private static final String NEW = "the password after";

    @TempDir
    private Path data;

    /** Done once, when a login is about to be written down: behind the check of its password, it looks at the clock. */
    private volatile @Nullable Runnable meanwhile;
    private final InstantSource clock = this::now;

    private Instant now() {
        Runnable next = meanwhile;
        meanwhile = null;
        if (next != null) {
            next.run();
        }
        return Instant.now();
    }

    private static AccountServices services(Store store, InstantSource clock) {
        return new AccountServices(store, new Revocations(), new Feed(store, Runnable::run, clock, why -> {
        }), clock);
    }

    private static String account(AccountServices services) {
        Accounts accounts = services.accounts();
        return accounts
                .create(new NewAccount("ann@example.com", accounts.hash(OLD, "password"), Role.ADMIN, "pro"), ADMIN)
                .orElseThrow().id();
    }

    private static void refuses(AccountServices services, String password, int status) {
        assertThatThrownBy(() -> services.logins().login("ann@example.com", password, null))
                .isInstanceOfSatisfying(GatewayException.class,
                        thrown -> assertThat(thrown.failure().status()).isEqualTo(status));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a login whose password was right WHEN it is set anew before there is a session THEN nobody comes in by the old one")
    void login_passwordSet(Stores kind) {
        try (Store store = new Store(kind.fresh(), data); AccountServices services = services(store, clock)) {
            String id = account(services);
            meanwhile = () -> services.accounts().setPassword(id, NEW, ADMIN);

            refuses(services, OLD, 401);

            assertThat(services.logins().login("ann@example.com", NEW, null).account().id()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a login whose password was right WHEN only its hash is made anew THEN it comes in: it is judged once more")
    void login_rehashed(Stores kind) {
        try (Store store = new Store(kind.fresh(), data); AccountServices services = services(store, clock)) {
            String id = account(services);
            meanwhile = () -> services.accounts().setPassword(id, OLD, ADMIN);

            assertThat(services.logins().login("ann@example.com", OLD, null).account().id()).isEqualTo(id);
            assertThat(services.passwordChecks()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a login whose password was right WHEN the account is disabled, or is less than before THEN it is refused, or is less")
    void login_changed(Stores kind) {
        try (Store store = new Store(kind.fresh(), data); AccountServices services = services(store, clock)) {
            String id = account(services);
            AccountChanges changes = new AccountChanges(services, Set.of("pro"));
            meanwhile = () -> change(changes, id, "role", "user");
            assertThat(services.logins().login("ann@example.com", OLD, null).account().role()).isEqualTo(Role.USER);

            meanwhile = () -> change(changes, id, "status", "disabled");
            refuses(services, OLD, 403);
        }
    }

    private static void change(AccountChanges changes, String id, String member, String value) {
        changes.change(id, Fields.of(Json.object().put(member, value),
                AccountChanges.CHANGED), ADMIN);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a change of the password WHEN an administrator sets another one first THEN that one stays, and nobody comes in by the change")
    void changePassword_set(Stores kind) {
        try (Store store = new Store(kind.fresh(), data); AccountServices services = services(store, clock)) {
            String id = account(services);
            meanwhile = () -> services.accounts().setPassword(id, "set by an administrator", ADMIN);

            assertThatThrownBy(() -> services.logins().changePassword(id, OLD, NEW, null))
                    .isInstanceOf(GatewayException.class);

            refuses(services, NEW, 401);
            assertThat(services.logins().login("ann@example.com", "set by an administrator", null).account().id())
                    .isEqualTo(id);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a change of the password WHEN it is done THEN the session it begins goes on, and the others have ended")
    void changePassword_sessions(Stores kind) {
        try (Store store = new Store(kind.fresh(), data); AccountServices services = services(store, clock)) {
            String id = account(services);
            String before = services.logins().login("ann@example.com", OLD, null).refreshToken();

            String after = services.logins().changePassword(id, OLD, NEW, null).refreshToken();

            assertThatThrownBy(() -> services.logins().refresh(before, AUTH, null))
                    .isInstanceOf(GatewayException.class);
            assertThat(services.logins().refresh(after, AUTH, null).account().id()).isEqualTo(id);
        }
    }

    @Test
    @DisplayName("GIVEN two gateways on one database WHEN both change an account at once THEN neither undoes what the other did")
    void change_atOnce() throws Exception {
        StoreConfig database = Stores.POSTGRESQL.fresh();
        try (Store one = new Store(database, data);
                Store two = new Store(database, data);
                AccountServices here = services(one, clock);
                AccountServices there = services(two, clock)) {
            String id = account(here);
            CompletableFuture<Boolean> other = new CompletableFuture<>();

            here.accounts().change(id, before -> {
                Thread.startVirtualThread(() -> {
                    change(new AccountChanges(there, Set.of("pro")), id, "status", "disabled");
                    other.complete(true);
                });
                inVain(other);
                return new Account(id, before.email(), before.role(), "free", before.status(), before.organisation(),
                        before.models(), before.requestsPerMinute(), before.createdAt());
            }, "tier", ADMIN);
            assertThat(other.get(30, TimeUnit.SECONDS)).isTrue();

            Account after = here.accounts().find(id).orElseThrow();
            assertThat(after.status()).isEqualTo(Status.DISABLED);
            assertThat(after.tier()).isEqualTo("free");
        }
    }

    /** The other one waits for this one; would it not, it would be done by now. */
    private static void inVain(CompletableFuture<?> other) {
        assertThatThrownBy(() -> other.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    }
}
