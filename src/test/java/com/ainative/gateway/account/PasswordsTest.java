package com.ainative.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    /** Of "password", cost 4. */
    private static final String BCRYPT = "$2b$04$abcdefghijklmnopqrstuuIQpS4E7J3yhNrCyD6XSgZ2sxpnv8xvO";

    private final Passwords passwords = new Passwords();

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    @DisplayName("GIVEN a hash as it is made today WHEN its password is checked THEN it matches, and stays")
    void check_current() {
        String hash = passwords.hash("a good password");

        assertThat(passwords.check("a good password", hash)).isEqualTo(new Passwords.Check(true, null));
        assertThat(passwords.check("a bad password", hash)).isEqualTo(new Passwords.Check(false, null));
        assertThat(passwords.checks()).isEqualTo(2);
    }

    @Test
    @DisplayName("GIVEN a hash of bcrypt, or of other parameters WHEN its password is checked THEN a fresh hash comes with the match, and only then")
    void check_old() {
        String bcrypt = Bcrypt.like("$2a$04$abcdefghijklmnopqrstuuIQpS4E7J3yhNrCyD6XSgZ2sxpnv8xvO");
        assertThat(Bcrypt.isOne(bcrypt)).isTrue();
        assertThat(Bcrypt.isOne(BCRYPT)).isTrue();
        assertThat(passwords.check("password", bcrypt)).isEqualTo(new Passwords.Check(false, null));
        String old = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

        Passwords.Check check = passwords.check("password", old);

        assertThat(check.matches()).isTrue();
        assertThat(passwords.check("password", Objects.requireNonNull(check.fresh())))
                .isEqualTo(new Passwords.Check(true, null));
        assertThat(check.toString()).doesNotContain("argon2");
    }

    @Test
    @DisplayName("GIVEN a bcrypt hash of a password longer than it sees WHEN checked THEN it matches, and is kept: what stood behind is not known")
    void check_longerThanBcryptSees() {
        String seen = "x".repeat(72);
        byte[] salt = new byte[16];
        String hash = OpenBSDBCrypt.generate("2b",
                seen.getBytes(StandardCharsets.UTF_8), salt, 4);

        assertThat(passwords.check(seen + "and more", hash)).isEqualTo(new Passwords.Check(true, null));
        assertThat(passwords.check(seen, hash).fresh()).isNotNull();
    }

    @Test
    @DisplayName("GIVEN more checks at once than may wait WHEN they come THEN some are told to come again, and the others are answered")
    void check_tooMany() throws Exception {
        String hash = passwords.hash("a good password");
        List<Future<Boolean>> all = new ArrayList<>();
        int refused = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 90; i++) {
                all.add(threads.submit(() -> {
                    try {
                        return passwords.check("a good password", hash).matches();
                    } catch (GatewayException e) {
                        assertThat(e.failure().status()).isEqualTo(ErrorCode.OVERLOADED.status());
                        assertThat(e.failure().retryAfter()).isNotNull();
                        return false;
                    }
                }));
            }
            for (Future<Boolean> one : all) {
                refused += one.get() ? 0 : 1;
            }
        }

        assertThat(refused).isBetween(1, 89 - Passwords.MOST_WAITING + 25);
    }

    @Test
    @DisplayName("GIVEN a password longer than any can be WHEN checked THEN it does not match, not even where an empty one would")
    void check_tooLong() {
        String hash = passwords.hash("");

        assertThat(passwords.check("x".repeat(1025), hash).matches()).isFalse();
        assertThat(passwords.check("", hash).matches()).isTrue();
    }

    @Test
    @DisplayName("GIVEN passwords too short, too long, or with half a character WHEN required THEN each is refused by its field")
    void require_wrong() {
        for (String wrong : List.of("", "1234567", "x".repeat(1025), "half a \ud800 character")) {
            assertThatThrownBy(() -> Passwords.require(wrong, "password"))
                    .isInstanceOfSatisfying(GatewayException.class,
                            e -> assertThat(e.failure().param()).isEqualTo("password"));
        }
        Passwords.require("12345678", "password");
        Passwords.require("\ud83d\ude00".repeat(512), "password");
    }
}
