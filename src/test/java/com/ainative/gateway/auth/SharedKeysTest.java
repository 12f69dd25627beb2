package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.AUTH;
import static com.ainative.gateway.auth.TokenForge.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What gateways with folders of their own know of each other's keys. */
class SharedKeysTest {

    @TempDir
    private Path home;

    private Instant now = NOW;

    /** The keys of a gateway, its folder, and its view of the store. */
    private final class Side {

        final KeyFiles files;
        final SigningKeys keys;
        final Feed feed;
        final SharedKeys shared;
        final List<String> orders = new ArrayList<>();

        Side(Store store, String name) {
            files = new KeyFiles(home.resolve(name), () -> now);
            keys = new SigningKeys(files.open());
            feed = new Feed(store, Runnable::run, () -> now, why -> {
            });
            shared = new SharedKeys(store, feed, keys, () -> now,
                    (number, revoke) -> orders.add(number + ":" + revoke));
        }

        String token() {
            return new TokenIssuer(AUTH, keys, () -> now).issue("ann", "pro", List.of(), Duration.ofDays(30));
        }

        boolean takes(String token) {
            return new TokenVerifier(AUTH, keys, () -> now).verify(token).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN two gateways WHEN one publishes its keys THEN the other takes its tokens, whether it looked before or after, and lists them")
    void publish_heard(Stores kind) {
        try (Store store = new Store(kind.fresh(), home)) {
            Side one = new Side(store, "one");
            Side two = new Side(store, "two");
            Side late = new Side(store, "late");
            two.feed.catchUp();
            String token = one.token();
            assertThat(two.takes(token)).isFalse();

            one.shared.publish(one.files.withNext());
            two.feed.catchUp();
            late.feed.catchUp();

            assertThat(two.takes(token)).isTrue();
            assertThat(late.takes(token)).isTrue();
            assertThat(two.keys.list()).extracting(ListedKey::state).containsExactly(ListedKey.State.CURRENT,
                    ListedKey.State.OTHER, ListedKey.State.OTHER);
            assertThat(two.keys.publicKeys().toString()).contains(one.keys.own().current().id(), "use=sig", "alg=ES256")
                    .doesNotContain(" d=", "{d=");
            assertThat(
                    store.<String>read(handle -> handle.createQuery("select jwk from signing_key").mapTo(String.class)
                            .list().toString()))
                    .doesNotContain("\"d\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a key that is published WHEN its gateway goes on it is put off, and WHEN the gateway is gone THEN it is forgotten after a day, and no retired key before its time")
    void publish_lease(Stores kind) {
        try (Store store = new Store(kind.fresh(), home)) {
            Side one = new Side(store, "one");
            Side two = new Side(store, "two");
            String first = one.token();
            long until = now.plus(SharedKeys.LEASE).getEpochSecond() + 3_000;
            one.shared.publish(one.files.rotate(one.files.withNext().current().id(), until));
            one.keys.own(one.files.read());
            String second = one.token();
            now = now.plus(SharedKeys.LEASE.minusMinutes(61));
            one.shared.publish(one.files.read());
            now = now.plus(Duration.ofMinutes(1));
            one.shared.publish(one.files.read());
            two.feed.catchUp();

            now = now.plus(Duration.ofHours(2));
            two.keys.forget(now.getEpochSecond());
            assertThat(two.takes(second)).as("put off").isTrue();
            assertThat(two.takes(first)).as("retired, and its time over").isFalse();

            now = now.plus(SharedKeys.LEASE);
            two.keys.forget(now.getEpochSecond());
            assertThat(two.takes(second)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN keys of several gateways WHEN all are revoked THEN none takes a token from before, remembered or not, and no key of them comes back")
    void order_revoke(Stores kind) {
        try (Store store = new Store(kind.fresh(), home)) {
            Side one = new Side(store, "one");
            Side two = new Side(store, "two");
            one.shared.publish(one.files.withNext());
            two.shared.publish(two.files.withNext());
            two.feed.catchUp();
            String ofOne = one.token();
            String ofTwo = two.token();
            TokenVerifier remembering = new TokenVerifier(AUTH, two.keys, () -> now);
            assertThat(remembering.verify(ofOne)).isPresent();
            assertThat(remembering.verify(ofTwo)).isPresent();

            long number = one.shared.order(true);
            two.feed.catchUp();

            assertThat(remembering.verify(ofOne)).isEmpty();
            assertThat(remembering.verify(ofTwo)).isEmpty();
            assertThat(two.orders).containsExactly(number + ":true");
            assertThat(two.keys.list()).isEmpty();

            Side back = new Side(store, "one"); // was away, and has its old folder
            back.shared.publish(back.files.read());
            two.feed.catchUp();
            assertThat(back.keys.isRevoked(back.keys.own().current().id())).isTrue();
            assertThat(two.takes(ofOne)).isFalse();
            assertThat(back.takes(ofOne)).isFalse();

            back.shared.publish(back.files.renew(back.keys::isRevoked));
            back.keys.own(back.files.read());
            two.feed.catchUp();
            assertThat(two.takes(back.token())).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a gateway that loads all between an order to revoke and a key made since WHEN it hears of the order THEN the new key counts")
    void order_heardLate(Stores kind) {
        try (Store store = new Store(kind.fresh(), home)) {
            Side one = new Side(store, "one");
            Side two = new Side(store, "two");
            one.shared.publish(one.files.read());
            two.feed.catchUp();
            one.shared.order(true);
            one.keys.own(one.files.renew(one.keys::isRevoked));
            one.shared.publish(one.files.read());
            two.keys.learn(one.keys.own().current()); // as when all is read while this is told

            two.feed.catchUp();

            assertThat(two.takes(one.token())).isTrue();
            assertThat(two.keys.isRevoked(two.keys.own().current().id())).as("its own, never published").isTrue();
            one.feed.catchUp();
            assertThat(one.takes(one.token())).as("obeyed once").isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a token whose key nobody knows here WHEN it comes THEN it is looked for at once, and not again and again")
    void lookForMissing_bounded(Stores kind) {
        try (Store store = new Store(kind.fresh(), home)) {
            Side one = new Side(store, "one");
            Side two = new Side(store, "two");
            int[] looks = new int[1];
            two.keys.whenMissing(() -> {
                looks[0]++;
                two.shared.lookForMissing();
            });
            one.shared.publish(one.files.read());

            assertThat(two.takes(one.token())).isTrue();
            one.shared.publish(one.files.rotate(one.keys.own().current().id(), now.getEpochSecond() + 900));
            assertThat(two.keys.knows(one.files.read().current().id())).as("not heard of yet").isFalse();
            String unknown = new Side(store, "three").token();
            assertThat(two.takes(unknown)).isFalse();

            assertThat(looks[0]).isEqualTo(2);
            two.takes("x".repeat(20) + unknown.substring(20));
            assertThat(looks[0]).as("for what is no token of ours").isEqualTo(2);
        }
    }
}
