package com.ainative.gateway.auth.issuer;

import static com.ainative.gateway.fake.IssuerKey.LEFT_OUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.ainative.gateway.auth.TokenVerifier;
import com.ainative.gateway.fake.IssuerKey;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the keys that an issuer publishes are used. */
class PublishedKeyTest {

    private static final IssuerKey RSA = IssuerKey.make("rsa", "RS256");
    private static final IssuerKey EC = IssuerKey.make("ec", "ES256");

    static Stream<Arguments> unfit() {
        return Stream.of(arguments("for encryption", RSA.jwk("use", "\"enc\"")),
                arguments("a use that is null", RSA.jwk("use", "null")),
                arguments("to sign with", RSA.jwk("key_ops", "[\"sign\"]")),
                arguments("operations that are no list", RSA.jwk("key_ops", "\"verify\"")),
                arguments("for encryption by its algorithm", RSA.jwk("alg", "\"RSA-OAEP\"")),
                arguments("for an algorithm of symmetric keys", RSA.jwk("alg", "\"HS256\"")),
                arguments("for an algorithm of another type", RSA.jwk("alg", "\"ES256\"")),
                arguments("for an algorithm of another curve", EC.jwk("alg", "\"ES384\"")),
                arguments("an algorithm that is null", RSA.jwk("alg", "null")),
                arguments("a number for an algorithm", RSA.jwk("alg", "1")),
                arguments("no name", RSA.jwk("kid", LEFT_OUT)), arguments("a blank name", RSA.jwk("kid", "\" \"")),
                arguments("a number for a name", RSA.jwk("kid", "7")),
                arguments("a long name", RSA.jwk("kid", "\"" + "k".repeat(257) + "\"")),
                arguments("1024 bits", IssuerKey.rsa("weak", "RS256", 1_024).jwk()),
                arguments("a modulus of 9000 bits", RSA.jwk("n", "\"" + "_".repeat(1_500) + "\"")),
                arguments("exponent 1", RSA.jwk("e", "\"AQ\"")), arguments("exponent 0", RSA.jwk("e", "\"AA\"")),
                arguments("no exponent", RSA.jwk("e", LEFT_OUT)), arguments("no modulus", RSA.jwk("n", LEFT_OUT)),
                arguments("a modulus that is a number", RSA.jwk("n", "65537")),
                arguments("private", RSA.jwk("d", "\"AQAB\"")), arguments("half private", RSA.jwk("p", "\"AQAB\"")),
                arguments("symmetric", "{\"kty\":\"oct\",\"kid\":\"oct\",\"k\":\"" + "A".repeat(43) + "\"}"),
                arguments("symmetric called RSA", RSA.jwk("k", "\"AQAB\"")),
                arguments("of an unknown type", RSA.jwk("kty", "\"OKP\"")),
                arguments("of no type", RSA.jwk("kty", LEFT_OUT)),
                arguments("off its curve", EC.jwk("x", "\"" + "A".repeat(43) + "\"")),
                arguments("at no place", EC.jwk("x", "\"\"")),
                arguments("a curve nobody has", EC.jwk("crv", "\"P-255\"")),
                arguments("a curve for money", EC.jwk("crv", "\"secp256k1\"")),
                arguments("a text", "\"key\""), arguments("null", "null"), arguments("a list", "[]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unfit")
    @DisplayName("GIVEN a key that is not fit to check signatures WHEN published beside good ones THEN it alone is left aside")
    void of_unfit(String what, String jwk) {
        IssuerKey good = IssuerKey.make("good", "ES256");

        KeySet keys = Stage.set(jwk, good.jwk(), jwk);

        assertThat(keys.size()).as(what).isEqualTo(1);
        assertThat(keys.named("good")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {LEFT_OUT, "\"sig\""})
    @DisplayName("GIVEN a key for signatures, or for no use that is named WHEN published THEN it is used")
    void of_use(String json) {
        assertThat(Stage.set(RSA.jwk("use", json)).size()).isEqualTo(1);
        assertThat(Stage.set(EC.jwk("use", json, "key_ops", "[\"verify\"]", "x5c", "[\"junk\"]")).size()).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN a key for one algorithm WHEN a token is signed with it by another that is listed THEN it is nobody's")
    void algorithm_ofKey() {
        TokenVerifier verifier = Stage.verifier(List.of("RS256", "PS256"), RSA.jwk("alg", "\"PS256\""));

        assertThat(verifier.verify(RSA.as("rsa", "PS256").signed(Stage.claims()))).isPresent();
        assertThat(verifier.verify(RSA.signed(Stage.claims()))).isEmpty();
    }

    @Test
    @DisplayName("GIVEN one name for keys of several algorithms WHEN tokens name it THEN each is checked with the one of its own")
    void named_several() {
        IssuerKey twin = IssuerKey.make("rsa", "ES256");
        TokenVerifier verifier = Stage.verifier(List.of("RS256", "ES256"), RSA.jwk(), twin.jwk());

        assertThat(verifier.verify(RSA.signed(Stage.claims()))).isPresent();
        assertThat(verifier.verify(twin.signed(Stage.claims()))).isPresent();
        assertThat(verifier.verify(EC.as("rsa", "ES256").signed(Stage.claims()))).isEmpty();
    }

    static Stream<String> noSets() {
        return Stream.of("", "[]", "null", "\"keys\"", "<html>", "{}", "{\"keys\":{}}", "{\"keys\":null}",
                "{\"keys\":[]} ,", "{\"keys\":[],\"keys\":[]}", "{\"keys\":[" + "[".repeat(2_000),
                "{\"keys\":" + Collections.nCopies(101, RSA.jwk()) + "}");
    }

    @ParameterizedTest
    @MethodSource("noSets")
    @DisplayName("GIVEN something that is no set of keys, or has too many WHEN read THEN it is no answer")
    void set_broken(String json) {
        assertThatThrownBy(() -> KeySet.of(json.getBytes(UTF_8))).isInstanceOf(FetchFailedException.class);
    }

    @Test
    @DisplayName("GIVEN keys that differ in anything WHEN told apart THEN each has an id of its own, and the same key the same one")
    void id_differs() {
        KeySet keys = Stage.set(RSA.jwk(), RSA.jwk(), RSA.jwk("kid", "\"b\""), RSA.jwk("alg", "\"RS256\""),
                IssuerKey.make("rsa", "RS256").jwk());

        assertThat(keys.size()).isEqualTo(4);
    }
}
