package com.ainative.gateway.provider;

import com.ainative.gateway.config.ProviderConfig.Breaker;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;

/**
 * The breakers by target. They live beside the generations of routes, so that a reload closes none; a target whose
 * breaker is configured anew gets a new one.
 */
public final class Breakers {

    private record Key(String target, Breaker config) {
    }

    /** One that no generation uses any more goes: operators may change settings as often as they like. */
    private final Cache<Key, CircuitBreaker> breakers = Caffeine.newBuilder().weakValues().executor(Runnable::run)
            .build();

    CircuitBreaker of(String target, Breaker config) {
        return breakers.get(new Key(target, config), key -> make(key.target, key.config));
    }

    private static CircuitBreaker make(String target, Breaker config) {
        return CircuitBreaker.of("breaker-" + target, CircuitBreakerConfig.custom()
                .failureRateThreshold(config.failures()).slidingWindowSize(config.window())
                .minimumNumberOfCalls(config.minimum()).waitDurationInOpenState(config.open())
                .permittedNumberOfCallsInHalfOpenState(config.probes()).writableStackTraceEnabled(false)
                // What does not count gives its permit back and leaves no trace: neither failure nor success.
                .ignoreException(thrown -> thrown instanceof ProviderException provider && !provider.outcome().sick())
                .build());
    }
}
