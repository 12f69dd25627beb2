package com.ainative.gateway.config;

import java.time.Duration;

/** Reads the section {@code auth}. */
final class AuthReader {

    private AuthReader() {
    }

    static AuthConfig read(ConfigNode auth) {
        auth.later("issuers");
        AuthConfig read = new AuthConfig(auth.get("issuer", ValueType.text(), "ainative"),
                auth.get("audience", ValueType.text(), "ainative-gateway"),
                auth.get("access-token", ValueType.duration(Duration.ofSeconds(1)), Duration.ofMinutes(10)));
        auth.noOtherKeys();
        return read;
    }
}
