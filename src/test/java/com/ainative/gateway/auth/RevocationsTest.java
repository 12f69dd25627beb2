package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.AUTH;
import static com.ainative.gateway.auth.TokenForge.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What counts no more, though it is remembered as good. */
class RevocationsTest {

    private static final SigningKeys KEYS = SigningKeys.throwAway();

    private final Revocations revocations = new Revocations();
    private final TokenIssuer issuer = new TokenIssuer(AUTH, KEYS, () -> NOW);
    private final TokenVerifier verifier = new TokenVerifier(AUTH, KEYS, OutsideTokens.NONE, revocations, () -> NOW);

    private String token(String subject, String session) {
        return issuer.issue(subject, "pro", List.of(), Grants.ALL, session, Duration.ofMinutes(10));
    }

    @Test
    @DisplayName("GIVEN two sessions of one account WHEN one is revoked THEN its tokens are refused, seen before or not, and the other's are not")
    void verify_revokedSession() {
        String seen = token("usr-1", "ses-1");
        assertThat(verifier.verify(seen)).isPresent();

        revocations.revoke("ses-1", NOW.getEpochSecond() + 660);

        assertThat(verifier.verify(seen)).isEmpty();
        assertThat(verifier.verify(token("usr-1", "ses-1"))).isEmpty();
        assertThat(verifier.verify(token("usr-1", "ses-2"))).isPresent();
    }

    @Test
    @DisplayName("GIVEN a disabled account WHEN any of its tokens comes THEN it is refused, until the account is enabled")
    void verify_disabledAccount() {
        String minted = issuer.issue("usr-1", "pro", List.of(), Duration.ofDays(7));
        assertThat(verifier.verify(minted)).isPresent();

        revocations.disable("usr-1");
        assertThat(verifier.verify(minted)).isEmpty();
        assertThat(verifier.verify(token("usr-2", "ses-1"))).isPresent();

        revocations.enable("usr-1");
        assertThat(verifier.verify(minted)).isPresent();
    }

    @Test
    @DisplayName("GIVEN the list of disabled accounts as it is loaded WHEN it replaces another THEN it alone counts")
    void disabled_replaced() {
        revocations.disable("usr-1");

        revocations.disabled(List.of("usr-2"));

        assertThat(revocations.isDisabled("usr-1")).isFalse();
        assertThat(revocations.isDisabled("usr-2")).isTrue();
    }

    @Test
    @DisplayName("GIVEN tokens without a name WHEN one without a name is revoked THEN the others count")
    void revoke_noName() {
        revocations.revoke("", NOW.getEpochSecond() + 660);

        assertThat(revocations.cover(new Caller("ann", "pro", List.of(), Grants.ALL,
                new Credential(Credential.Kind.OUTSIDE, "", 0)))).isFalse();
    }

    @Test
    @DisplayName("GIVEN a revoked session WHEN its tokens have expired THEN it is forgotten, and not before")
    void forget_expired() {
        revocations.revoke("ses-1", NOW.getEpochSecond() + 10);
        Caller caller = verifier.verify(token("usr-1", "ses-2")).orElseThrow();
        Caller gone = new Caller(caller.subject(), "pro", List.of(), Grants.ALL,
                new Credential(Credential.Kind.SESSION, "ses-1", 0));

        revocations.forget(NOW.getEpochSecond() + 10);
        assertThat(revocations.cover(gone)).isTrue();

        revocations.forget(NOW.getEpochSecond() + 11);
        assertThat(revocations.cover(gone)).isFalse();
    }
}
