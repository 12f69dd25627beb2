package com.ainative.gateway.provider;

import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.config.TargetConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * One model of one provider, with all that is needed to call it.
 *
 * @param headers what every call carries, the credentials among them; made once, unmodifiable and shared by all calls
 */
record LlmTarget(ProviderConfig provider, TargetConfig target, Dialect dialect, CircuitBreaker breaker,
        MultiMap headers) {

    static LlmTarget of(ProviderConfig provider, TargetConfig target, Dialect dialect, CircuitBreaker breaker) {
        MultiMap headers = HttpHeaders.headers();
        provider.headers().forEach((name, value) -> headers.set(HttpHeaders.createOptimized(name), value));
        dialect.headers(provider.apiKey())
                .forEach((name, value) -> headers.set(HttpHeaders.createOptimized(name), value));
        return new LlmTarget(provider, target, dialect, breaker, headers.copy(false));
    }

    /** The same, with the options a model gives it: two models may ask one target differently. */
    LlmTarget with(TargetConfig options) {
        return new LlmTarget(provider, options, dialect, breaker, headers);
    }
}
