package com.ainative.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {

    private final Path home;
    private final Path data;
    private final Path folder;
    private final Path file;

    SigningKeysTest(@TempDir Path home) {
        this.home = home;
        data = home.resolve("new/data");
        folder = data.resolve("keys");
        file = folder.resolve("signing-key.jwk");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void write(String content, String mode) throws IOException {
        write(content.getBytes(StandardCharsets.UTF_8), mode);
    }

    private void write(byte[] content, String mode) throws IOException {
        Files.createDirectories(folder);
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static ECKey newKey() throws Exception {
        return new ECKeyGenerator(Curve.P_256).generate();
    }

    @Test
    @DisplayName("GIVEN no data folder WHEN the key is opened THEN folder and key are made for their owner alone, and nothing else")
    void open_first() throws IOException {
        SigningKeys keys = SigningKeys.open(data);

        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(data)).isEqualTo("rwx------");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
        assertThat(keys.key().isPrivate()).isTrue();
    }

    @Test
    @DisplayName("GIVEN a key that was made WHEN it is opened again THEN it is the same and the file is untouched")
    void open_again() throws IOException {
        SigningKeys first = SigningKeys.open(data);
        byte[] written = Files.readAllBytes(file);

        SigningKeys second = SigningKeys.open(data);

        assertThat(second.key()).isEqualTo(first.key());
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
        assertThat(SigningKeys.open(home.resolve("other")).key()).isNotEqualTo(first.key());
    }

    @Test
    @DisplayName("GIVEN twenty that open at once WHEN there is no key yet THEN all have the same, and one file is left")
    void open_atOnce() throws Exception {
        int many = 20;
        CyclicBarrier start = new CyclicBarrier(many);
        List<Future<SigningKeys>> opened = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            for (int i = 0; i < many; i++) {
                opened.add(threads.submit(() -> {
                    start.await();
                    return SigningKeys.open(data);
                }));
            }
        }

        ECKey one = opened.get(0).get().key();
        for (Future<SigningKeys> each : opened) {
            assertThat(each.get().key()).isEqualTo(one);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-rw-rw-", "rw---x---", "rwx------"})
    @DisplayName("GIVEN a key file with a wider mode WHEN it is opened THEN it is refused, saying how to mend it")
    void open_modeTooWide(String mode) throws IOException {
        SigningKeys.open(data);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> SigningKeys.open(data)).isInstanceOf(IllegalStateException.class)
                .hasMessage("others than its owner may use " + file + "; run: chmod 600 " + file);
    }

    @Test
    @DisplayName("GIVEN a key file that is read-only, as mounted secrets are WHEN it is opened THEN it is taken")
    void open_readOnly() throws IOException {
        ECKey made = SigningKeys.open(data).key();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

        assertThat(SigningKeys.open(data).key()).isEqualTo(made);
    }

    static Stream<String> garbage() throws Exception {
        ECKey key = newKey();
        String good = key.toJSONString();
        String tampered = new ECKey.Builder(key).d(newKey().getD()).build().toJSONString();
        String zero = new ECKey.Builder(key).d(Base64URL.encode(new byte[32])).build().toJSONString();
        return Stream.of("", " ", "canary", "{", "{}", "[]", "null", "\"canary\"", good.substring(0, good.length() - 9),
                good + "canary", good.replace("\"d\"", "\"canary\""), good.replace("\"x\"", "\"canary\""),
                good.replace("\"y\":\"", "\"y\":\"BAAA"), good.replace("P-256", "P-384"),
                good.replace("P-256", "canary"),
                key.toPublicJWK().toJSONString(), tampered, zero,
                new ECKeyGenerator(Curve.P_384).generate().toJSONString(),
                new RSAKeyGenerator(2048).generate().toJSONString(),
                new OctetSequenceKeyGenerator(256).generate().toJSONString(),
                "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n");
    }

    @ParameterizedTest(name = "{index}") // what they say, no report may
    @MethodSource("garbage")
    @DisplayName("GIVEN a file that is no such key WHEN it is opened THEN it is refused by name and none of it is quoted")
    void open_garbage(String content) throws IOException {
        write(content, "rw-------");

        assertThatThrownBy(() -> SigningKeys.open(data)).isInstanceOf(IllegalStateException.class)
                .hasMessage(file + " is not a private P-256 key as JSON Web Key; move it away to have a new one made")
                .hasNoCause();
    }

    @Test
    @DisplayName("GIVEN bytes that are no text WHEN opened THEN it is refused in the same words")
    void open_noText() throws IOException {
        write(new byte[]{(byte) 0xff, 0, (byte) 0xfe}, "rw-------");

        assertThatThrownBy(() -> SigningKeys.open(data)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not a private P-256 key").hasNoCause();
    }

    @Test
    @DisplayName("GIVEN a key file that leads to one elsewhere WHEN it is opened THEN that key is used, if its mode is right")
    void open_link() throws IOException {
        Path elsewhere = home.resolve("elsewhere");
        ECKey key = SigningKeys.open(elsewhere).key();
        Path target = elsewhere.resolve("keys/signing-key.jwk");
        Files.createDirectories(folder);
        Files.createSymbolicLink(file, target);

        assertThat(SigningKeys.open(data).key()).isEqualTo(key);

        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> SigningKeys.open(data)).hasMessageContaining("chmod 600");
    }

    @Test
    @DisplayName("GIVEN a key file that leads nowhere WHEN it is opened THEN it is refused, and nothing is made in its place")
    void open_linkToNowhere() throws IOException {
        Files.createDirectories(folder);
        Path nowhere = home.resolve("nowhere");
        Files.createSymbolicLink(file, nowhere);

        assertThatThrownBy(() -> SigningKeys.open(data)).isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot keep the signing key in " + file + ": NoSuchFileException");
        assertThat(nowhere).doesNotExist();
    }

    @Test
    @DisplayName("GIVEN a data folder in whose place a file is WHEN opened THEN the message names the key's path and the reason")
    void open_noFolder() throws IOException {
        Files.createDirectories(home.resolve("new"));
        Files.writeString(data, "");

        assertThatThrownBy(() -> SigningKeys.open(data)).isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot keep the signing key in " + file + ": F")
                .hasMessageContaining("Exception " + data);
    }

    @Test
    @DisplayName("GIVEN a folder in the key file's place WHEN opened THEN it is refused")
    void open_folderInItsPlace() throws IOException {
        Files.createDirectories(file);

        assertThatThrownBy(() -> SigningKeys.open(data)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    @DisplayName("GIVEN a key WHEN its public half is asked for THEN it holds what verifies, and no d")
    void publicKeys_noSecret() {
        SigningKeys keys = SigningKeys.open(data);

        Map<String, Object> set = keys.publicKeys();

        ECKey key = keys.key();
        assertThat(set).isEqualTo(Map.of("keys",
                List.of(Map.of("kty", "EC", "crv", "P-256", "use", "sig", "alg", "ES256", "kid", key.getKeyID(), "x",
                        key.getX().toString(), "y", key.getY().toString()))));
        assertThat(set.toString()).doesNotContain(key.getD().toString());
    }

    @Test
    @DisplayName("GIVEN a hand-made key with an id, a purpose and more WHEN opened THEN its numbers alone count, and it signs what it verifies")
    void open_handMade() throws Exception {
        ECKey odd = new ECKey.Builder(newKey()).keyID("../../x").keyUse(KeyUse.ENCRYPTION)
                .x509CertURL(URI.create("http://127.0.0.1:1/secret")).build();
        write(odd.toJSONString(), "rw-------");

        SigningKeys keys = SigningKeys.open(data);

        assertThat(keys.key().getKeyID()).isEqualTo(odd.computeThumbprint().toString());
        assertThat(keys.publicKeys().toString()).doesNotContain("secret", "enc").contains("use=sig");
        String token = new TokenIssuer(TokenForge.AUTH, keys, () -> TokenForge.NOW).issue("ann", "pro", List.of(),
                TokenForge.AUTH.accessToken());
        assertThat(new TokenVerifier(TokenForge.AUTH, keys, () -> TokenForge.NOW).verify(token)).isPresent();
    }
}
