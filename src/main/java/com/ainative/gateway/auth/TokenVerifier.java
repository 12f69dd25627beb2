package com.ainative.gateway.auth;

import com.ainative.gateway.config.AuthConfig;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Decides whom a token speaks for: one of this gateway's own, or of an issuer an operator has listed.
 *
 * <p>A token that has passed is remembered until it expires, so that each is verified once; its times, the key it was signed
 * with and what was revoked since are looked at again. Failing tokens are not remembered. Nothing may be keyed on a token's
 * text, to revoke it say: whoever holds one can write its ECDSA signature in a second way, (r, n-s), which is as good as the
 * first.
 */
public final class TokenVerifier {

    /** Characters. */
    static final int MAX_LENGTH = 8 * 1024;
    static final int REMEMBERED = 50_000;

    private final OwnTokens own;
    private final OutsideTokens outside;
    private final Revocations revocations;
    private final InstantSource clock;
    private final Cache<String, VerifiedToken> passed;

    /** Believes this gateway alone. */
    public TokenVerifier(AuthConfig auth, SigningKeys keys, InstantSource clock) {
        this(auth, keys, OutsideTokens.NONE, new Revocations(), clock);
    }

    public TokenVerifier(AuthConfig auth, SigningKeys keys, OutsideTokens outside, Revocations revocations,
            InstantSource clock) {
        this(new OwnTokens(auth, keys), outside, revocations, clock, REMEMBERED);
    }

    TokenVerifier(OwnTokens own, OutsideTokens outside, Revocations revocations, InstantSource clock, int remembered) {
        this.own = own;
        this.outside = outside;
        this.revocations = revocations;
        this.clock = clock;
        // Its housekeeping is short: a hand-over to Caffeine's usual pool would cost more than the work.
        this.passed = Caffeine.newBuilder().maximumSize(remembered).executor(Runnable::run)
                .ticker(() -> TimeUnit.SECONDS.toNanos(clock.instant().getEpochSecond()))
                .expireAfter(Expiry.creating((String token, VerifiedToken verified) -> Duration
                        .ofSeconds(verified.expires() + VerifiedToken.LEEWAY - clock.instant().getEpochSecond())))
                .build();
    }

    /** The caller, or empty for a token that is wrong in any way; which way is nobody's business. */
    public Optional<Caller> verify(String token) {
        long now = clock.instant().getEpochSecond();
        VerifiedToken known = passed.getIfPresent(token);
        if (known != null && known.isSigned()) { // else its key may go by another name now
            return isGood(known, now) ? Optional.of(known.caller()) : Optional.empty();
        }
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Optional<VerifiedToken> fresh = TokenParts.of(token).flatMap(this::check)
                .filter(verified -> verified.isSigned() && isGood(verified, now));
        fresh.ifPresent(verified -> passed.put(token, verified));
        return fresh.map(VerifiedToken::caller);
    }

    /** Whether one who was let in before still may be, as when a ticket comes that was given out then. */
    boolean stillCounts(Caller caller) {
        return clock.instant().getEpochSecond() < caller.credential().expires() && !revocations.cover(caller);
    }

    private boolean isGood(VerifiedToken token, long now) {
        return token.isCurrent(now) && !revocations.cover(token.caller());
    }

    private Optional<VerifiedToken> check(TokenParts token) {
        String issuer = token.claims().path("iss").textValue();
        return issuer != null && outside.isListed(issuer) ? outside.check(token) : own.check(token);
    }

    /** How many tokens are in memory. */
    long remembered() {
        passed.cleanUp();
        return passed.estimatedSize();
    }
}
