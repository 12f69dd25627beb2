package com.ainative.gateway.provider;

import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.config.TargetConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/** One model of one provider, with all that is needed to call it. */
record LlmTarget(ProviderConfig provider, TargetConfig target, Dialect dialect, CircuitBreaker breaker) {

    /** The same, with the options a model gives it: two models may ask one target differently. */
    LlmTarget with(TargetConfig options) {
        return new LlmTarget(provider, options, dialect, breaker);
    }
}
