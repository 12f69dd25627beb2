package com.ainative.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What addresses that are not there are checked against. */
class DecoysTest {

    private static final String IMPORTED = "$2b$04$abcdefghijklmnopqrstuuIQpS4E7J3yhNrCyD6XSgZ2sxpnv8xvO";

    @TempDir
    private Path data;
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a third of all passwords imported WHEN strangers are checked THEN about a third of them as if they were, each the same way each time")
    void of_share(Stores kind) {
        try (Store store = new Store(kind.fresh(), data); Passwords passwords = new Passwords()) {
            Decoys decoys = new Decoys(store, new Seal(store), passwords, () -> now);
            assertThat(decoys.of("nobody@example.com")).startsWith("$argon2id$");
            store.write(handle -> {
                for (int i = 0; i < 30; i++) {
                    AccountTable.insert(handle, "usr-" + i, new NewAccount(i + "@example.com",
                            i % 3 == 0 ? IMPORTED : "$argon2id$x", Role.USER, "free"), 1);
                }
                return true;
            });
            now = now.plus(Duration.ofMinutes(2));

            List<String> found = strangers(decoys);

            assertThat(found.stream().filter(Bcrypt::isOne).count()).isBetween(250L, 420L);
            assertThat(found.stream().distinct()).hasSize(2);
            assertThat(strangers(decoys)).isEqualTo(found);
            assertThat(found).doesNotContain(IMPORTED);
        }
    }

    private static List<String> strangers(Decoys decoys) {
        return IntStream.range(0, 1_000).mapToObj(i -> decoys.of("stranger" + i + "@example.com")).toList();
    }
}
