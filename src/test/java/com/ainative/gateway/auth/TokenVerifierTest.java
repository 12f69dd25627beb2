package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.LEFT_OUT;
import static com.ainative.gateway.auth.TokenForge.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token says. */
class TokenVerifierTest {

    private static final TokenForge FORGE = TokenForge.withNewKey();

    private final TokenVerifier verifier = FORGE.verifier();

    @Test
    @DisplayName("GIVEN a token as the gateway writes it WHEN it is verified THEN its subject, tier and roles come out")
    void verify_good() {
        assertThat(verifier.verify(FORGE.token())).contains(new Caller("ann", "pro", List.of("operator"), Grants.ALL,
                new Credential(Credential.Kind.TOKEN, "1", NOW.getEpochSecond() + 600)));
    }

    @Test
    @DisplayName("GIVEN claims nobody reads and a subject in any script WHEN verified THEN it passes")
    void verify_unreadClaims() {
        String token = FORGE.signed(FORGE.header(),
                FORGE.claims("sub", "\"Zoë \\\"ü\\u4e2d\\r\\n\"", "client_id", "7", "x",
                        "{\"exp\":1}", "roles", "[]", "jti", LEFT_OUT));

        assertThat(verifier.verify(token)).get().extracting(Caller::subject, Caller::tier, Caller::roles)
                .containsExactly("Zoë \"ü中\r\n", "pro", List.of());
    }

    static List<Attack> attacks() {
        return TokenAttacks.on(FORGE.keys(), NOW, "http://127.0.0.1:1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    @DisplayName("GIVEN a credential with one thing wrong WHEN verified THEN it is nobody's, and again the second time")
    void verify_wrong(Attack attack) {
        assertThat(verifier.verify(attack.credential())).as(attack.name()).isEmpty();
        assertThat(verifier.verify(attack.credential())).as(attack.name()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN the list of attacks WHEN counted THEN it is long, and each has a name and a text of its own")
    void attacks_distinct() {
        List<Attack> attacks = attacks();

        assertThat(attacks).hasSizeGreaterThan(400).extracting(Attack::name).doesNotHaveDuplicates();
        // Counted, not compared: what is compared is quoted when it differs, and would bring credentials into reports.
        assertThat(attacks.stream().map(Attack::credential).distinct().count()).isEqualTo(attacks.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " %s", "%s ", "%s\t"})
    @DisplayName("GIVEN nothing, or a token with space around it WHEN verified THEN it is nobody's: whoever takes it out of a header cuts that off")
    void verify_blank(String text) {
        assertThat(verifier.verify(text.formatted(FORGE.token()))).isEmpty();
    }
}
