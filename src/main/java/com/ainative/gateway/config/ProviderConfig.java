package com.ainative.gateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider that can be asked.
 *
 * @param name its key under {@code providers}
 * @param dialect {@code openai} or {@code anthropic}
 * @param baseUrl without a trailing slash; OpenAI's includes {@code /v1}, Anthropic's does not
 * @param apiKey absent where the provider wants none
 * @param configured false when a key was asked of the environment and is not there: the plan skips this provider
 * @param allowPrivate whether {@code baseUrl} may lie on a loopback, link-local or private address
 * @param headers sent with every call, such as {@code anthropic-beta}
 * @param timeouts of one call
 * @param maxAnswer largest answer that is read, and largest single event of a stream
 * @param proxy an HTTP proxy to call through
 * @param ca a PEM file of authorities to trust instead of the system's
 * @param breaker when its models' breakers open
 * @param idempotent whether it does a request once that comes twice under one {@code idempotency-key}
 */
public record ProviderConfig(String name, String dialect, URI baseUrl, @Nullable Secret apiKey, boolean configured,
        boolean allowPrivate, Map<String, String> headers, Timeouts timeouts, DataSize maxAnswer, @Nullable URI proxy,
        @Nullable Path ca, Breaker breaker, boolean idempotent) {

    public ProviderConfig {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Without the headers' values: some providers take their key in one. */
    @Override
    public String toString() {
        return "ProviderConfig[name=" + name + ", dialect=" + dialect + ", baseUrl=" + baseUrl + ", configured="
                + configured + ", headers=" + headers.keySet() + "]";
    }

    /**
     * @param connect until the connection stands
     * @param firstByte from the request being sent to the head of the answer, or to a stream's first event
     * @param idle between two reads of an answer
     * @param total of the whole call
     */
    public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {
    }

    /**
     * @param failures share of failed calls, in percent, that opens the breaker
     * @param window calls that are looked back on
     * @param minimum calls before the share counts
     * @param open how long it stays open before probes are let through
     * @param probes calls let through half-open, at most 3
     */
    public record Breaker(int failures, int window, int minimum, Duration open, int probes) {
    }
}
