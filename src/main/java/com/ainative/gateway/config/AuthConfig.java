package com.ainative.gateway.config;

import java.time.Duration;

/**
 * Whose tokens are believed.
 *
 * @param issuer the {@code iss} of tokens this gateway signs
 * @param audience the {@code aud} a token must name
 * @param accessToken how long a token lives unless said otherwise
 */
public record AuthConfig(String issuer, String audience, Duration accessToken) {
}
