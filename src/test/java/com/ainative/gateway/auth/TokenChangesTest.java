package com.ainative.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** A token is good as it stands, or not at all. */
class TokenChangesTest {

    private static final TokenForge FORGE = TokenForge.withNewKey();
    private static final String GOOD = FORGE.token();

    private final TokenVerifier verifier = FORGE.verifier();

    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.chars().range('A', 'Z').range('a', 'z').range('0', '9')
                        .with('-', '_', '.')),
                Tuple.of(1, Arbitraries.chars().all()));
    }

    @Property(tries = 2_000, seed = "20261123")
    @Label("GIVEN a remembered token WHEN any one character is another THEN it is refused")
    void verify_oneCharacterReplaced(@ForAll @IntRange(max = 10_000) int place, @ForAll("characters") char character) {
        int at = place % GOOD.length();
        String changed = GOOD.substring(0, at) + character + GOOD.substring(at + 1);

        assertThat(verifier.verify(GOOD)).isPresent();
        assertThat(verifier.verify(changed).isPresent()).isEqualTo(changed.equals(GOOD));
    }

    @Property(tries = 1_000, seed = "20261123")
    @Label("GIVEN a token WHEN any one character is put in THEN it is refused")
    void verify_oneCharacterMore(@ForAll @IntRange(max = 10_000) int place, @ForAll("characters") char character) {
        int at = place % (GOOD.length() + 1);

        assertThat(verifier.verify(GOOD.substring(0, at) + character + GOOD.substring(at))).isEmpty();
    }

    @Property(seed = "20261123")
    @Label("GIVEN a token WHEN it is cut anywhere or any one character is left out THEN it is refused")
    void verify_less(@ForAll @IntRange(max = 10_000) int place) {
        int at = place % GOOD.length();

        assertThat(verifier.verify(GOOD.substring(0, at))).isEmpty();
        assertThat(verifier.verify(GOOD.substring(0, at) + GOOD.substring(at + 1))).isEmpty();
    }

    @Property(seed = "20261123")
    @Label("GIVEN any text WHEN it is verified THEN it is refused and nothing is thrown")
    void verify_anyText(@ForAll String text) {
        assertThat(verifier.verify(text)).isEmpty();
    }
}
