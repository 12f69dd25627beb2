package com.ainative.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ring in its folder: what a rotation leaves there, and what is left where one does not come to its end. */
class KeyFilesTest {

    private static final Instant NOW = TokenForge.NOW;
    private static final long SOON = NOW.getEpochSecond() + 100;
    private static final int PROMISES = 8;

    private final Path data;
    private final Path folder;
    private final KeyFiles files;

    KeyFilesTest(@TempDir Path data) {
        this.data = data;
        this.folder = data.resolve("keys");
        this.files = new KeyFiles(data, () -> NOW);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
        }
    }

    private static List<String> ids(Ring ring) {
        return ring.all().stream().map(SigningKey::id).toList();
    }

    private static String next(Ring ring) {
        return Objects.requireNonNull(ring.next()).id();
    }

    private static void chmod(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    @DisplayName("GIVEN a ring WHEN it is rotated THEN the next key signs, another will, and of the old one the public half is left until its time")
    void rotate_ring() throws Exception {
        files.open();
        Ring before = files.withNext();
        String secret = before.current().key().getD().toString();

        Ring after = files.rotate(before.current().id(), SOON);

        assertThat(after.current().id()).isEqualTo(next(before));
        assertThat(next(after)).isNotIn(ids(before));
        assertThat(after.retired()).singleElement().satisfies(old -> {
            assertThat(old.id()).isEqualTo(before.current().id());
            assertThat(old.until()).isEqualTo(SOON);
            assertThat(old.key().isPrivate()).isFalse();
            assertThat(old.made()).isEqualTo(NOW.getEpochSecond());
        });
        assertThat(ids(files.read())).isEqualTo(ids(after));
        assertThat(names()).containsExactly("lock", "next-signing-key.jwk", "public/" + before.current().id() + ".jwk",
                "signing-key.jwk");
        for (String name : names()) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(name))).as(name)
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.readString(folder.resolve(name))).doesNotContain(secret);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("public"))))
                .isEqualTo("rwx------");
    }

    @Test
    @DisplayName("GIVEN another process that has rotated already WHEN the same is asked THEN it is not done twice")
    void rotate_doneAlready() {
        String first = files.open().current().id();
        Ring once = files.rotate(first, SOON);

        assertThat(ids(files.rotate(first, SOON))).isEqualTo(ids(once));
    }

    @ParameterizedTest
    @ValueSource(strings = {"before anything", "the public half is there", "the next one signs",
        "a file is half written"})
    @DisplayName("GIVEN a process that died while it rotated WHEN the folder is read THEN a ring verifies all it did, and is rotated to the end")
    void rotate_killed(String when) throws IOException {
        files.open();
        Ring before = files.withNext();
        Path next = folder.resolve("next-signing-key.jwk");
        if (!when.equals("before anything")) {
            files.promise(SOON); // writes the same file as the first step does
        }
        if (when.equals("the next one signs")) {
            Files.copy(next, folder.resolve("signing-key.jwk"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (when.equals("a file is half written")) {
            Files.writeString(folder.resolve("signing-key123.new"), "{\"kty\"");
        }

        Ring left = new KeyFiles(data, () -> NOW).open();

        boolean flipped = when.equals("the next one signs");
        assertThat(left.current().id()).isEqualTo(flipped ? next(before) : before.current().id());
        assertThat(ids(left)).containsAll(ids(before));
        Ring whole = files.withNext();
        assertThat(whole.next()).isNotNull();
        Ring rotated = files.rotate(whole.current().id(), SOON);
        assertThat(rotated.current().id()).isEqualTo(next(whole));
        assertThat(ids(rotated)).containsAll(ids(before));
        assertThat(rotated.retired()).allSatisfy(old -> assertThat(old.until()).isEqualTo(SOON));
    }

    @Test
    @DisplayName("GIVEN a long token minted with the key that signs WHEN that is rotated THEN it verifies as long, and the longest counts")
    void promise_kept() {
        long until = SOON + 600_000;
        Ring promised = files.promise(until);
        files.promise(until - 1_000);

        assertThat(promised.current().until()).isEqualTo(until);
        assertThat(promised.retired()).isEmpty();
        assertThat(files.rotate(promised.current().id(), SOON).retired()).singleElement()
                .extracting(SigningKey::until).isEqualTo(until);
    }

    @Test
    @DisplayName("GIVEN another process that mints long tokens WHEN the gateway rotates all the while THEN every key it minted with verifies as long as promised")
    void promise_whileRotated() throws Exception {
        files.open();
        Process minting = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", Minting.class.getName(),
                data.toString()).redirectErrorStream(true).start();
        while (minting.isAlive()) {
            files.rotate(files.read().current().id(), 1);
            files.forget(1);
        }
        String printed = new String(minting.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(minting.waitFor()).as(printed).isZero();
        List<String> kept = new ArrayList<>();
        files.read().all().forEach(key -> kept.add(key.id()));
        List<String> promised = printed.lines().toList();
        assertThat(promised).hasSize(PROMISES);
        assertThat(kept).containsAll(promised);
        assertThat(files.read().retired()).filteredOn(key -> promised.contains(key.id()))
                .allSatisfy(key -> assertThat(key.until()).isEqualTo(SOON + 1_000));
        assertThat(Set.copyOf(promised)).as("rotated meanwhile").hasSizeGreaterThan(1);
    }

    /** The other process. */
    static final class Minting {

        private Minting() {
        }

        public static void main(String[] args) {
            KeyFiles files = new KeyFiles(Path.of(args[0]), () -> NOW);
            for (int i = 0; i < PROMISES; i++) {
                System.out.println(files.promise(SOON + 1_000).current().id());
            }
        }
    }

    @Test
    @DisplayName("GIVEN keys that are revoked WHEN they are renewed THEN none of them is left, and those that are not stay")
    void renew_revoked() throws IOException {
        files.open();
        Ring first = files.rotate(files.withNext().current().id(), SOON);
        Ring second = files.rotate(first.current().id(), SOON);
        List<String> gone = ids(first);

        Ring renewed = files.renew(gone::contains);

        assertThat(ids(renewed)).doesNotContainAnyElementsOf(gone).contains(next(second));
        assertThat(names()).containsExactly("lock", "next-signing-key.jwk", "signing-key.jwk");
        assertThat(ids(files.renew(gone::contains))).isEqualTo(ids(renewed));
    }

    @Test
    @DisplayName("GIVEN retired keys WHEN the time of one is over THEN it is forgotten, and not before")
    void forget_over() {
        Ring first = files.rotate(files.open().current().id(), SOON);
        files.rotate(first.current().id(), SOON + 1);

        files.forget(SOON - 1);
        assertThat(files.read().retired()).hasSize(2);

        files.forget(SOON);
        assertThat(files.read().retired()).extracting(SigningKey::id).containsExactly(first.current().id());
    }

    @Test
    @DisplayName("GIVEN a public half that others may use, or that is none WHEN the ring is opened THEN it is left out, and all else counts")
    void open_badHalf() throws IOException {
        String signs = files.open().current().id();
        files.rotate(signs, SOON);
        Path file = folder.resolve("public/x.jwk");
        Files.writeString(file, "{\"canary\"");
        chmod(file, "rw-r--r--");
        assertThat(files.open().retired()).extracting(SigningKey::id).containsExactly(signs);

        chmod(file, "rw-------");
        assertThat(files.open().retired()).extracting(SigningKey::id).containsExactly(signs);
    }

    @Test
    @DisplayName("GIVEN a next key that others may use, or that is no key WHEN the ring is opened THEN it is refused by name and not quoted")
    void open_bad() throws IOException {
        files.open();
        Path file = folder.resolve("next-signing-key.jwk");
        Files.writeString(file, "{\"canary\"");
        chmod(file, "rw-r--r--");
        assertThatThrownBy(files::open).isInstanceOf(IllegalStateException.class)
                .hasMessage("others than its owner may use " + file + "; run: chmod 600 " + file);

        chmod(file, "rw-------");
        assertThatThrownBy(files::open).isInstanceOf(IllegalStateException.class).hasNoCause()
                .hasMessage(
                        file + " is not a private P-256 key as JSON Web Key; move it away to have a new one made");
    }

    @Test
    @DisplayName("GIVEN a key that is mounted from elsewhere WHEN a long token is minted THEN nothing is written, for nobody rotates it here")
    void fixed_link() throws IOException {
        files.open();
        Path elsewhere = data.resolve("elsewhere.jwk");
        Files.move(folder.resolve("signing-key.jwk"), elsewhere);
        Files.createSymbolicLink(folder.resolve("signing-key.jwk"), elsewhere);

        assertThat(files.fixed()).contains("signing-key.jwk leads to a file elsewhere");
        assertThat(files.promise(SOON).current().until()).isZero();
        assertThat(names()).containsExactly("signing-key.jwk");
    }
}
