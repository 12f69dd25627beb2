package com.ainative.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.account.Logins.Login;
import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.OutsideTokens;
import com.ainative.gateway.auth.Revocations;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.auth.TokenVerifier;
import com.ainative.gateway.canary.Canaries;
import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * In whatever order people log in, refresh, refresh again with a used token, leave, change their password, are disabled and
 * make, rotate and revoke keys: at two gateways on one store, what was revoked counts at neither once both have looked,
 * which each does every second; and what was not counts.
 */
class RevocationPropertyTest {

    private static final AuthConfig AUTH = new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10));
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-29T12:00:00Z");
    private static final SigningKeys KEYS = SigningKeys.throwAway();
    private static final TokenIssuer ISSUER = new TokenIssuer(AUTH, KEYS, CLOCK);
    private static final Actor TEST = new Actor("test", null);
    private static final String PASSWORD = Canaries.PASSWORD;
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final List<Two> TWOS = new ArrayList<>();

    enum Deed {
        LOG_IN,
        LOG_IN_AGAIN,
        REFRESH,
        REUSE,
        LOG_OUT,
        CHANGE_PASSWORD,
        DISABLE,
        ENABLE,
        MAKE_KEY,
        ROTATE_KEY,
        REVOKE_KEY
    }

    /**
     * @param which of several it is done to
     * @param there at the second gateway
     */
    record Step(Deed deed, int which, boolean there) {
    }

    /** One of the gateways on a store. */
    private static final class Gateway implements AutoCloseable {

        private final Store store;
        private final Revocations revocations = new Revocations();
        private final Feed feed;
        private final AccountServices services;
        private final TokenVerifier verifier = new TokenVerifier(AUTH, KEYS, OutsideTokens.NONE, revocations, CLOCK);

        Gateway(Store store) {
            this.store = store;
            this.feed = new Feed(store, Runnable::run, CLOCK, why -> {
            });
            this.services = new AccountServices(store, revocations, feed, CLOCK);
        }

        boolean letsIn(String shown) {
            Optional<Caller> caller = shown.startsWith("ain_")
                    ? services.knownKeys().caller(shown, null)
                    : verifier.verify(shown);
            return caller.isPresent();
        }

        @Override
        public void close() {
            services.close();
            store.close();
        }
    }

    private record Two(Gateway here, Gateway there) {

        static Two on(Stores kind) {
            try {
                var config = kind.fresh();
                var data = Files.createTempDirectory("property");
                Store one = new Store(config, data);
                Two two = new Two(new Gateway(one), new Gateway(one.isShared() ? new Store(config, data) : one));
                TWOS.add(two);
                return two;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Gateway of(Step step) {
            return step.there ? there : here;
        }
    }

    @AfterContainer
    static void close() {
        TWOS.forEach(two -> {
            two.here.close();
            two.there.close();
        });
        TWOS.clear();
    }

    /** A login as the test believes it is. */
    private static final class Session {

        private final List<String> access = new ArrayList<>();
        private final List<String> used = new ArrayList<>();
        private String refresh;
        private boolean over;

        Session(Login login, String token) {
            this.refresh = login.refreshToken();
            access.add(token);
        }
    }

    /** One person, and all that was ever given to her. */
    private static final class Person {

        private final Two two;
        private final String email = "person" + PEOPLE.incrementAndGet() + "@example.com";
        private final String id;
        private final List<Session> sessions = new ArrayList<>();
        private final List<String> goodKeys = new ArrayList<>();
        private final List<String> badKeys = new ArrayList<>();
        private boolean disabled;

        Person(Two two) {
            this.two = two;
            this.id = two.here.services.accounts().create(new NewAccount(email,
                    two.here.services.accounts().hash(PASSWORD, "password"), Role.USER, "free"), TEST).orElseThrow()
                    .id();
        }

        private static String token(Login login) {
            return ISSUER.issue(login.account().id(), "free", List.of(), login.account().grants(), login.session(),
                    AUTH.accessToken());
        }

        void does(Step step) {
            AccountServices services = two.of(step).services;
            switch (step.deed) {
                case LOG_IN, LOG_IN_AGAIN -> {
                    if (!disabled) {
                        Login login = services.logins().login(email, PASSWORD, null);
                        sessions.add(new Session(login, token(login)));
                    }
                }
                case REFRESH -> some(sessions, step).ifPresent(session -> refresh(session, services));
                case REUSE -> some(sessions, step).filter(session -> !session.used.isEmpty()).ifPresent(session -> {
                    refused(() -> services.logins().refresh(session.used.getFirst(), AUTH, null));
                    session.over |= !disabled;
                });
                case LOG_OUT -> some(sessions, step).ifPresent(session -> {
                    services.logins().logout(session.refresh, null);
                    session.over = true;
                });
                case CHANGE_PASSWORD -> {
                    if (!disabled) {
                        Login login = services.logins().changePassword(id, PASSWORD, PASSWORD, null);
                        sessions.forEach(session -> session.over = true);
                        sessions.add(new Session(login, token(login)));
                    }
                }
                case DISABLE -> status(services, Status.DISABLED);
                case ENABLE -> status(services, Status.ACTIVE);
                case MAKE_KEY -> goodKeys.add(services.keys().create(id, scope(), TEST).secret());
                case ROTATE_KEY -> key(services, step).ifPresent(key -> {
                    String secret = services.keys().rotate(key, Duration.ZERO, TEST).secret();
                    bad(step);
                    goodKeys.add(secret);
                });
                case REVOKE_KEY -> key(services, step).ifPresent(key -> {
                    services.keys().revoke(key, TEST);
                    bad(step);
                });
            }
        }

        private static Scope scope() {
            return new Scope("key", null, null, null, null, new AddressRanges(null), null);
        }

        private void refresh(Session session, AccountServices services) {
            if (session.over || disabled) {
                refused(() -> services.logins().refresh(session.refresh, AUTH, null));
            } else {
                Login login = services.logins().refresh(session.refresh, AUTH, null);
                session.used.add(session.refresh);
                session.refresh = login.refreshToken();
                session.access.add(token(login));
            }
        }

        private static void refused(Runnable refresh) {
            try {
                refresh.run();
            } catch (GatewayException e) {
                assertThat(e.failure().status()).isEqualTo(401);
                return;
            }
            throw new AssertionError("a refresh token counted that must not");
        }

        private void status(AccountServices services, Status status) {
            services.accounts().change(id, before -> new Account(id, before.email(), before.role(), before.tier(),
                    status, null, null, null, before.createdAt()), status.word(), TEST);
            disabled = status == Status.DISABLED;
            if (disabled) {
                sessions.forEach(session -> session.over = true);
            }
        }

        private Optional<ApiKey> key(AccountServices services, Step step) {
            return some(goodKeys, step).map(secret -> services.keys().list(id).stream()
                    .filter(key -> secret.startsWith(key.shown())).findFirst().orElseThrow());
        }

        private void bad(Step step) {
            badKeys.add(goodKeys.remove(step.which % goodKeys.size()));
        }

        private static <T> Optional<T> some(List<T> all, Step step) {
            return all.isEmpty() ? Optional.empty() : Optional.of(all.get(step.which % all.size()));
        }

        void check(Gateway gateway, Step after) {
            for (Session session : sessions) {
                for (String token : session.access) {
                    assertThat(gateway.letsIn(token)).as("%s", after).isEqualTo(!session.over && !disabled);
                }
            }
            for (String key : goodKeys) {
                assertThat(gateway.letsIn(key)).as("%s", after).isEqualTo(!disabled);
            }
            for (String key : badKeys) {
                assertThat(gateway.letsIn(key)).as("%s", after).isFalse();
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(Arbitraries.of(Deed.class), Arbitraries.integers().between(0, 5),
                Arbitraries.of(true, false)).as(Step::new).list().ofMinSize(4).ofMaxSize(16);
    }

    private static final Two H2 = Two.on(Stores.H2);
    private static final Two POSTGRESQL = Two.on(Stores.POSTGRESQL);

    @Property(tries = 30, seed = "20261129")
    @Label("GIVEN two gateways on PostgreSQL WHEN people do anything in any order THEN what was revoked counts at neither, and all else does")
    void revoked_postgresql(@ForAll("steps") List<Step> steps) {
        run(POSTGRESQL, steps);
    }

    @Property(tries = 30, seed = "20261130")
    @Label("GIVEN two gateways in one process on H2 WHEN people do anything in any order THEN what was revoked counts at neither, and all else does")
    void revoked_h2(@ForAll("steps") List<Step> steps) {
        run(H2, steps);
    }

    private static void run(Two two, List<Step> steps) {
        Person person = new Person(two);
        for (Step step : steps) {
            person.does(step);
            two.here.feed.catchUp();
            two.there.feed.catchUp();
            person.check(two.here, step);
            person.check(two.there, step);
        }
    }
}
