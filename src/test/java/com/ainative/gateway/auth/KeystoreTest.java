package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.AUTH;
import static com.ainative.gateway.auth.TokenForge.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.config.Signing;
import com.ainative.gateway.error.GatewayException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of an operator's, in a PKCS#12 file. */
class KeystoreTest {

    @TempDir
    private static Path made;
    private static Path three;
    private static Path rsa;

    @TempDir
    private Path folder;
    private Path file;
    private Instant now = NOW;

    @BeforeAll
    static void make() throws IOException {
        three = made.resolve("three.p12");
        Keytool.add(three, "newer", "2026/06/01");
        Keytool.add(three, "older", "2025/06/01");
        Keytool.add(three, "later", "2030/01/01");
        rsa = Keytool.add(made.resolve("rsa.p12"), "other", "2026/01/01", "-keyalg", "RSA", "-keysize", "2048");
    }

    @BeforeEach
    void copy() throws IOException {
        file = folder.resolve("keys.p12");
        Files.copy(three, file, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private Signing signing(String password) {
        return new Signing(Duration.ofDays(30), file, new Secret(password));
    }

    private KeystoreKeys follow(SigningKeys keys) {
        return new KeystoreKeys(keys, signing(Keytool.PASSWORD), Runnable::run, () -> now);
    }

    /** Only these entries are in the file from now on, which is written a second later than it was. */
    private void keep(String... aliases) throws Exception {
        FileTime before = Files.getLastModifiedTime(file);
        KeyStore store = KeyStore.getInstance(three.toFile(), Keytool.PASSWORD.toCharArray());
        for (String alias : Collections.list(store.aliases())) {
            if (!List.of(aliases).contains(alias)) {
                store.deleteEntry(alias);
            }
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, Keytool.PASSWORD.toCharArray());
        }
        Files.setLastModifiedTime(file, FileTime.from(before.toInstant().plusSeconds(1)));
    }

    private String token(SigningKeys keys) {
        return new TokenIssuer(AUTH, keys, () -> now).issue("ann", "pro", List.of(), Duration.ofMinutes(10));
    }

    private boolean takes(SigningKeys keys, String token) {
        return new TokenVerifier(AUTH, keys, () -> now).verify(token).isPresent();
    }

    @Test
    @DisplayName("GIVEN three entries WHEN the file is followed THEN the one that began last signs, all verify, and one that begins later takes over")
    void ring_begun() {
        SigningKeys keys = SigningKeys.throwAway();
        String thrownAway = token(keys);
        try (KeystoreKeys following = follow(keys)) {
            assertThat(takes(keys, thrownAway)).isFalse();
            assertThat(keys.list()).extracting(ListedKey::state).containsExactly(ListedKey.State.CURRENT,
                    ListedKey.State.RETIRED, ListedKey.State.RETIRED);
            assertThat(keys.list().getFirst().made()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z").getEpochSecond());
            String token = token(keys);

            Instant begins = Instant.parse("2030-01-01T00:00:00Z");
            now = begins.plus(Duration.ofMinutes(5)).minusSeconds(1);
            following.look();
            assertThat(takes(keys, token)).isFalse(); // it is long over
            assertThat(keys.list().getFirst().made()).as("others may not have read it yet")
                    .isNotEqualTo(begins.getEpochSecond());

            now = now.plusSeconds(1);
            following.look();
            assertThat(keys.list().getFirst().made()).isEqualTo(begins.getEpochSecond());
            now = NOW;
            assertThat(takes(keys, token)).isTrue();
            assertThat(keys.publicKeys().toString()).doesNotContain("x5c");
        }
    }

    @Test
    @DisplayName("GIVEN an entry that is taken out WHEN the file is looked at THEN nothing it signed is good; a file that is broken changes nothing")
    void look_changed() throws Exception {
        SigningKeys keys = SigningKeys.throwAway();
        try (KeystoreKeys following = follow(keys)) {
            String ofNewer = token(keys);
            keep("older", "later");
            following.look();
            assertThat(takes(keys, ofNewer)).isFalse();
            String ofOlder = token(keys);
            assertThat(takes(keys, ofOlder)).isTrue();

            Files.writeString(file, "broken");
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            following.look();
            assertThat(takes(keys, ofOlder)).isTrue();
        }
    }

    @Test
    @DisplayName("GIVEN a keystore WHEN keys are to be rotated THEN the answer says what to do instead")
    void rotate_refused() {
        try (KeystoreKeys following = follow(SigningKeys.throwAway())) {
            assertThatThrownBy(() -> following.rotate(false)).isInstanceOfSatisfying(GatewayException.class,
                    refused -> assertThat(refused.failure().status()).isEqualTo(409))
                    .hasMessageContaining("add an entry whose certificate begins later");
            assertThatThrownBy(() -> following.rotate(true)).hasMessageContaining("remove the entry");
        }
    }

    @Test
    @DisplayName("GIVEN a keystore WHEN a token is minted beside the gateway THEN the gateway takes it, and no other key is made")
    void openToSign_keystore() {
        AuthConfig auth = new AuthConfig(AUTH.issuer(), AUTH.audience(), AUTH.accessToken(), AUTH.session(), null,
                signing(Keytool.PASSWORD), List.of());
        SigningKeys keys = SigningKeys.throwAway();
        try (KeystoreKeys following = follow(keys)) {
            following.look();
            assertThat(takes(keys, token(SigningKeys.openToSign(auth, folder.resolve("data"), Duration.ofDays(7),
                    () -> now)))).isTrue();
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private void refused(String password, String message) {
        assertThatThrownBy(() -> KeystoreKeys.check(signing(password), () -> now))
                .isInstanceOf(ProblemsException.class).hasMessageStartingWith(file + ": ").hasMessageContaining(message)
                .hasMessageNotContaining(password).hasNoCause();
    }

    @Test
    @DisplayName("GIVEN a keystore that cannot be used WHEN it is read THEN a problem says why, and never the password")
    void of_refused() throws Exception {
        refused("canary-wrong", "does not open with the password under auth.signing.password");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        refused(Keytool.PASSWORD, "others than its owner may use");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        keep();
        refused(Keytool.PASSWORD, "holds no private key");
        keep("later");
        refused(Keytool.PASSWORD, "holds no key whose certificate has begun");

        Files.copy(rsa, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        refused(Keytool.PASSWORD, "entry 'other' that is not a P-256 key");

        KeyStore java = KeyStore.getInstance("JKS");
        java.load(null, null);
        try (OutputStream out = Files.newOutputStream(file)) {
            java.store(out, Keytool.PASSWORD.toCharArray());
        }
        refused(Keytool.PASSWORD, "is not a PKCS#12 file");
        Files.write(file, new byte[]{0x30, 1, 2, 3});
        refused(Keytool.PASSWORD, "is not a PKCS#12 file that can be read");
        Files.delete(file);
        refused(Keytool.PASSWORD, "cannot be read: NoSuchFileException");
    }
}
