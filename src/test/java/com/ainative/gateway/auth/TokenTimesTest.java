package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.AUTH;
import static com.ainative.gateway.auth.TokenForge.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a token is good, and how long it is remembered. */
class TokenTimesTest {

    private static final TokenForge FORGE = TokenForge.withNewKey();

    private final Counting signature = new Counting(
            Objects.requireNonNull(FORGE.keys().verifier(FORGE.keys().key().getKeyID())));
    private Instant now = NOW;

    private TokenVerifier verifier(int remembered) {
        return new TokenVerifier(new OwnTokens(AUTH, new SigningKeys(FORGE.keys().key(), signature)),
                OutsideTokens.NONE,
                new Revocations(), () -> now, remembered);
    }

    /** Counts how often a signature is looked at. */
    private static final class Counting implements JWSVerifier {

        private final JWSVerifier real;
        private int times;

        Counting(JWSVerifier real) {
            this.real = real;
        }

        @Override
        public boolean verify(JWSHeader header, byte[] text, Base64URL signature) throws JOSEException {
            times++;
            return real.verify(header, text, signature);
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return real.supportedJWSAlgorithms();
        }

        @Override
        public JCAContext getJCAContext() {
            return real.getJCAContext();
        }
    }

    @ParameterizedTest(name = "exp {0} s, nbf {1} s, iat {2} s from now: {3}")
    @CsvSource({"600, 0, 0, true", "1, 0, 0, true", "0, 0, 0, true", "-59, -99, -99, true", "-60, -99, -99, false",
        "-61, -99, -99, false", "-600, -900, -900, false", "600, 59, 0, true", "600, 60, 0, true", "600, 61, 0, false",
        "600, 599, 0, false", "600, 0, 60, true", "600, 0, 61, false", "600, 60, 60, true", "600, -1000000, 0, true",
        "-50, 50, 0, true"})
    @DisplayName("GIVEN clocks that may disagree by 60 s WHEN a token is at the edge of its time THEN it passes within and fails without")
    void verify_leeway(long exp, long nbf, long iat, boolean good) {
        long second = NOW.getEpochSecond();
        String token = FORGE.signed(FORGE.header(), FORGE.claims("exp", String.valueOf(second + exp), "nbf",
                String.valueOf(second + nbf), "iat", String.valueOf(second + iat)));

        assertThat(verifier(10).verify(token).isPresent()).isEqualTo(good);
    }

    @Test
    @DisplayName("GIVEN exp of the year 36812, the latest understood WHEN verified THEN it passes, for nothing overflows")
    void verify_latest() {
        String token = FORGE.signed(FORGE.header(), FORGE.claims("exp", "1099511627776"));
        TokenVerifier verifier = verifier(10);

        assertThat(verifier.verify(token)).isPresent();
        assertThat(verifier.verify(token)).isPresent();
        assertThat(signature.times).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN a token that passed WHEN it comes again until its end THEN its signature is not looked at again")
    void verify_remembered() {
        TokenVerifier verifier = verifier(10);
        verifier.verify(FORGE.token());
        String token = FORGE.token();
        verifier.verify(token);
        int before = signature.times;

        for (long second : List.of(0L, 300L, 600L, 659L)) {
            now = NOW.plusSeconds(second);
            assertThat(verifier.verify(token)).get().extracting(Caller::subject).isEqualTo("ann");
        }

        assertThat(signature.times).isEqualTo(before);
    }

    @Test
    @DisplayName("GIVEN a remembered token WHEN its time and the leeway are over THEN it fails and is forgotten")
    void verify_forgotten() {
        TokenVerifier verifier = verifier(10);
        String token = FORGE.token();
        verifier.verify(token);

        assertThat(verifier.remembered()).isEqualTo(1);

        now = NOW.plusSeconds(660);

        assertThat(verifier.verify(token)).isEmpty();
        assertThat(verifier.remembered()).isZero();
    }

    @Test
    @DisplayName("GIVEN a remembered token WHEN the clock is set back before its beginning THEN it fails until then")
    void verify_clockSetBack() {
        TokenVerifier verifier = verifier(10);
        String token = FORGE.token();
        verifier.verify(token);

        now = NOW.minusSeconds(61);
        assertThat(verifier.verify(token)).isEmpty();
        now = NOW.minusSeconds(60);
        assertThat(verifier.verify(token)).isPresent();
        assertThat(signature.times).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN tokens that fail WHEN they come again THEN they are looked at again: failures take no room")
    void verify_failuresAreNotRemembered() {
        TokenVerifier verifier = verifier(10);
        String early = FORGE.signed(FORGE.header(), FORGE.claims("nbf", String.valueOf(NOW.getEpochSecond() + 61)));
        String wrong = FORGE.signed(FORGE.header(), FORGE.claims("iss", "\"other\""));

        verifier.verify(early);
        verifier.verify(wrong);
        verifier.verify(early);
        verifier.verify(wrong);

        assertThat(signature.times).isEqualTo(4);
        assertThat(verifier.remembered()).isZero();
        now = NOW.plusSeconds(1);
        assertThat(verifier.verify(early)).isPresent();
    }

    @Test
    @DisplayName("GIVEN room for two tokens WHEN a thousand pass THEN two are remembered, and all still pass")
    void verify_boundedMemory() {
        TokenVerifier verifier = verifier(2);
        List<String> tokens = IntStream.range(0, 1_000)
                .mapToObj(i -> FORGE.signed(FORGE.header(), FORGE.claims("sub", "\"s" + i + "\""))).toList();

        tokens.forEach(token -> assertThat(verifier.verify(token)).isPresent());

        assertThat(verifier.remembered()).isLessThanOrEqualTo(2);
        tokens.forEach(token -> assertThat(verifier.verify(token)).isPresent());
    }
}
