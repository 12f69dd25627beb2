package com.ainative.gateway.provider;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.provider.ProviderOutcome.Refused;
import com.ainative.gateway.provider.ProviderOutcome.Unavailable;
import io.vertx.core.MultiMap;
import java.time.Duration;

/**
 * Decides what a provider's refusal means: whose fault it is, whether another provider may be asked, and whether the
 * breaker hears of it.
 */
final class JudgeStatus {

    private final Cooldowns cooldowns;

    JudgeStatus(Cooldowns cooldowns) {
        this.cooldowns = cooldowns;
    }

    /** @param failure what the provider said, with the status it said it with */
    ProviderOutcome failed(LlmTarget llm, Failure failure, MultiMap headers) {
        String provider = "Provider " + llm.provider().name() + " ";
        String said = failure.status() + ": " + failure.message();
        return switch (failure.status()) {
            case 429 -> {
                Duration wait = RetryAfter.read(headers, cooldowns.clock());
                cooldowns.start(llm.target().id(), wait);
                yield neutral(llm, ErrorCode.RATE_LIMITED.because(provider + "is at its limit, " + said)
                        .withRetryAfter(wait));
            }
            // The caller's own token was fine: what was refused is the gateway's key, and the message may quote it.
            case 401, 402, 403 -> neutral(llm, ErrorCode.UPSTREAM_AUTH
                    .because(provider + "refused the gateway's credentials with status " + failure.status() + "."));
            case 408, 409 -> neutral(llm, ErrorCode.UPSTREAM_FAILED.because(provider + "answered " + said));
            case 503, 529 -> sick(llm, ErrorCode.OVERLOADED.because(provider + "is overloaded, " + said));
            case 504 -> sick(llm, ErrorCode.UPSTREAM_TIMEOUT.because(provider + "timed out, " + said));
            default -> failure.status() / 100 == 4
                    ? new Refused(llm.target(), failure)
                    : sick(llm, ErrorCode.UPSTREAM_FAILED.because(provider + "answered " + said));
        };
    }

    private static Unavailable neutral(LlmTarget llm, Failure failure) {
        return new Unavailable(llm.target(), failure, false);
    }

    private static Unavailable sick(LlmTarget llm, Failure failure) {
        return new Unavailable(llm.target(), failure, true);
    }
}
