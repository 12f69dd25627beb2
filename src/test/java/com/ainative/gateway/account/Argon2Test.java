package com.ainative.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2Test {

    private final Argon2 argon2 = new Argon2();

    @Test
    @DisplayName("GIVEN a password WHEN hashed twice THEN both are PHC strings with the parameters of today, differ, and match it alone")
    void hash_matched() {
        String one = argon2.hash("correct horse ü中");
        String two = argon2.hash("correct horse ü中");

        assertThat(one).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(two);
        assertThat(Argon2.isOne(one)).isTrue();
        assertThat(Argon2.isCurrent(one)).isTrue();
        assertThat(argon2.matches("correct horse ü中", one)).isTrue();
        assertThat(argon2.matches("correct horse ü中", two)).isTrue();
        assertThat(argon2.matches("correct horse u中", one)).isFalse();
        assertThat(argon2.matches("", one)).isFalse();
    }

    /** Made by the reference implementation: the tests of its repository, version 0x13 of argon2id. */
    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4 password",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc password",
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc password"})
    @DisplayName("GIVEN a hash of other parameters, made elsewhere WHEN checked THEN it matches its password, and is not as one is made today")
    void matches_reference(String hash, String password) {
        assertThat(argon2.matches(password, hash)).isTrue();
        assertThat(argon2.matches("Password", hash)).isFalse();
        assertThat(Argon2.isCurrent(hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$argon2id$",
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"})
    @DisplayName("GIVEN what is no such hash WHEN checked THEN that is an error, and not a wrong password")
    void matches_noHash(String hash) {
        assertThatThrownBy(() -> argon2.matches("password", hash)).isInstanceOf(IllegalArgumentException.class);
    }
}
