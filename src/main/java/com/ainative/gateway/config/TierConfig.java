package com.ainative.gateway.config;

/** What a caller of a tier may do. */
public record TierConfig(String name, int requestsPerMinute) {
}
