package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.AUTH;
import static com.ainative.gateway.auth.TokenForge.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When keys are rotated, and what is good meanwhile, on a store that nobody shares. */
class KeyRotationTest {

    private static final Duration ROTATE = AUTH.signing().rotate();

    private final Path data;
    private final Store store;
    private final SigningKeys keys = SigningKeys.throwAway();
    private final KeyRotation rotation;
    private Instant now = NOW;

    KeyRotationTest(@TempDir Path data) {
        this.data = data;
        store = new Store(StoreConfig.DEFAULT, data);
        Feed feed = new Feed(store, Runnable::run, () -> now, why -> {
        });
        rotation = new KeyRotation(keys, data, store, feed, () -> AUTH, Runnable::run, () -> now);
    }

    @AfterEach
    void close() {
        rotation.close();
        store.close();
    }

    private String id() {
        return keys.own().current().id();
    }

    private void after(Duration time) {
        now = now.plus(time);
        rotation.tend();
    }

    private String token(Duration life) {
        return new TokenIssuer(AUTH, keys, () -> now).issue("ann", "pro", List.of(), life);
    }

    private boolean takes(String token) {
        return new TokenVerifier(AUTH, keys, () -> now).verify(token).isPresent();
    }

    @Test
    @DisplayName("GIVEN a key WHEN its time comes THEN the one that was published all the while signs, and not a moment before")
    void tend_schedule() {
        String first = id();
        after(Duration.ofMinutes(1));
        String next = keys.list().get(1).id();
        assertThat(keys.publicKeys().toString()).contains(first, next);

        after(ROTATE.minusMinutes(2));
        assertThat(id()).isEqualTo(first);

        after(Duration.ofMinutes(1));
        assertThat(id()).isEqualTo(next);
        after(ROTATE.minusMinutes(1));
        assertThat(id()).isEqualTo(next);
        after(Duration.ofMinutes(1));
        assertThat(id()).isNotEqualTo(next);
        assertThat(Files.exists(data.resolve("gateway.mv.db"))).as("a store nobody needs").isFalse();
    }

    @Test
    @DisplayName("GIVEN an old key without a next one WHEN the gateway starts THEN others have an hour to learn of the next before it signs")
    void tend_late() {
        String first = id();

        after(ROTATE.plusDays(1));
        assertThat(id()).isEqualTo(first);

        after(Duration.ofMinutes(59));
        assertThat(id()).isEqualTo(first);
        after(Duration.ofMinutes(1));
        assertThat(id()).isNotEqualTo(first);
    }

    @Test
    @DisplayName("GIVEN tokens of a login and of an operator WHEN the key is rotated THEN each is good to its last second, and then the key is forgotten")
    void tend_overlap() {
        String shortOne = token(AUTH.accessToken());
        String longOne = new TokenIssuer(AUTH, SigningKeys.openToSign(AUTH, data, Duration.ofDays(7), () -> now),
                () -> now).issue("ops", "", List.of("operator"), Duration.ofDays(7));
        String first = id();
        rotation.rotate(false);
        assertThat(id()).isNotEqualTo(first);

        after(AUTH.accessToken().plusSeconds(VerifiedToken.LEEWAY - 1));
        assertThat(takes(shortOne)).isTrue();
        now = NOW;
        after(Duration.ofDays(7).plusSeconds(VerifiedToken.LEEWAY - 1));
        assertThat(takes(longOne)).isTrue();

        after(Duration.ofSeconds(1));
        assertThat(keys.knows(first)).isFalse();
        assertThat(keys.publicKeys().toString()).doesNotContain(first);
    }

    @Test
    @DisplayName("GIVEN a key that leaked WHEN all are revoked THEN no token from before is good, and one signs that was never there")
    void rotate_revoke() {
        rotation.tend();
        rotation.rotate(false);
        List<String> before = keys.list().stream().map(ListedKey::id).toList();
        String token = token(Duration.ofDays(7));
        TokenVerifier remembering = new TokenVerifier(AUTH, keys, () -> now);
        assertThat(remembering.verify(token)).isPresent();

        rotation.rotate(true);

        assertThat(remembering.verify(token)).isEmpty();
        assertThat(keys.list()).hasSize(2).extracting(ListedKey::id).doesNotContainAnyElementsOf(before);
        assertThat(takes(token(Duration.ofMinutes(1)))).isTrue();
        assertThat(SigningKeys.open(data).list()).extracting(ListedKey::id)
                .isEqualTo(keys.list().stream().map(ListedKey::id).toList());
    }

    @Test
    @DisplayName("GIVEN a clock that was ahead when a key began to sign WHEN it is set right THEN that key is rotated, too, some day")
    void tend_clockSetBack() {
        String first = id();
        now = now.plus(Duration.ofDays(1_000));
        rotation.rotate(false);
        String ahead = id();
        assertThat(ahead).isNotEqualTo(first);

        now = NOW;
        after(Duration.ofHours(1));

        assertThat(id()).isEqualTo(ahead); // its successor is as much ahead
        now = now.plus(Duration.ofDays(1_000)).plus(ROTATE);
        after(Duration.ofHours(2));
        assertThat(id()).isNotEqualTo(ahead);
    }

    @Test
    @DisplayName("GIVEN a mounted key on a shared store WHEN all are revoked THEN they are, everywhere, and the answer says that this one signs with none")
    void rotate_mountedShared(@TempDir Path folder) throws IOException {
        try (Store postgres = new Store(Stores.POSTGRESQL.fresh(), folder)) {
            Feed feed = new Feed(postgres, Runnable::run, () -> now, why -> {
            });
            SigningKeys mounted = SigningKeys.throwAway();
            try (KeyRotation here = new KeyRotation(mounted, folder, postgres, feed, () -> AUTH, Runnable::run,
                    () -> now)) {
                here.tend();
                Path file = folder.resolve("keys/signing-key.jwk");
                Files.move(file, folder.resolve("mounted.jwk"));
                Files.createSymbolicLink(file, folder.resolve("mounted.jwk"));
                String leaked = new TokenIssuer(AUTH, mounted, () -> now).issue("ann", "pro", List.of(),
                        Duration.ofDays(1));

                assertThatThrownBy(() -> here.rotate(true)).isInstanceOf(GatewayException.class)
                        .hasMessageContaining("All keys are revoked").hasMessageContaining("replace what it leads to");

                assertThat(new TokenVerifier(AUTH, mounted, () -> now).verify(leaked)).isEmpty();
                assertThat(postgres.<Integer>read(handle -> handle
                        .createQuery("select count(*) from signing_key where until <> 0").mapTo(Integer.class).one()))
                        .isZero();
            }
        }
    }

    @Test
    @DisplayName("GIVEN a key that is mounted from elsewhere WHEN it is to be rotated THEN it is not, and the answer says whose it is")
    void rotate_mounted() throws IOException {
        String first = id();
        Path file = data.resolve("keys/signing-key.jwk");
        Files.move(file, data.resolve("mounted.jwk"));
        Files.createSymbolicLink(file, data.resolve("mounted.jwk"));

        after(ROTATE.plusDays(1));
        after(Duration.ofDays(1));

        assertThat(id()).isEqualTo(first);
        assertThatThrownBy(() -> rotation.rotate(true)).isInstanceOfSatisfying(GatewayException.class, refused -> {
            assertThat(refused.failure().code()).isEqualTo("keys_elsewhere");
            assertThat(refused).hasMessageContaining("replace what it leads to");
        });
        assertThat(keys.knows(first)).isTrue();
    }
}
