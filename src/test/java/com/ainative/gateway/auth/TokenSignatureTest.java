package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.base64;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who signed a token, and what its text tells. */
class TokenSignatureTest {

    private static final TokenForge FORGE = TokenForge.withNewKey();
    private static final String GOOD = FORGE.token();
    private static final String SIGNED_TEXT = GOOD.substring(0, GOOD.lastIndexOf('.'));

    private final TokenVerifier verifier = FORGE.verifier();

    @Test
    @DisplayName("GIVEN a token whose forged copies were tried WHEN it is verified itself THEN it still passes")
    void verify_afterForgeries() {
        SignatureAttacks.of(FORGE).forEach(forged -> verifier.verify(forged.credential()));

        assertThat(verifier.verify(GOOD)).isPresent();
    }

    @Test
    @DisplayName("GIVEN a signature (r, s) written as (r, n-s) WHEN verified THEN it passes, as ECDSA has it: a token's text names nobody")
    void verify_mirroredSignature() {
        byte[] good = Base64.getUrlDecoder().decode(GOOD.substring(SIGNED_TEXT.length() + 1));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(good, 32, 64));
        byte[] mirrored = SignatureAttacks.halves(new BigInteger(1, Arrays.copyOf(good, 32)),
                Curve.P_256.toECParameterSpec().getOrder().subtract(s));

        assertThat(mirrored).isNotEqualTo(good);
        assertThat(verifier.verify(SIGNED_TEXT + "." + base64(mirrored))).isEqualTo(verifier.verify(GOOD)).isPresent();
    }
}
