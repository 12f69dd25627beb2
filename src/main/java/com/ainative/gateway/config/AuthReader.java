package com.ainative.gateway.config;

import com.ainative.gateway.config.AuthConfig.Session;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code auth}. */
final class AuthReader {

    private final Set<String> tiers;

    /** @param tiers that stand elsewhere in the file */
    AuthReader(Set<String> tiers) {
        this.tiers = tiers;
    }

    AuthConfig read(ConfigNode auth) {
        auth.later("signing");
        String issuer = auth.get("issuer", ValueType.text(), "ainative");
        AuthConfig read = new AuthConfig(issuer,
                auth.get("audience", ValueType.text(), "ainative-gateway"),
                auth.get("access-token", ValueType.duration(Duration.ofSeconds(1)), Duration.ofMinutes(10)),
                session(auth.child("session")), registerTier(auth.child("register")), Signing.USUAL,
                new IssuersReader(issuer, tiers).read(auth.child("issuers")));
        auth.noOtherKeys();
        return read;
    }

    private static Session session(ConfigNode session) {
        Session usual = Session.USUAL;
        Session read = new Session(
                session.get("idle", ValueType.duration(Duration.ofMinutes(1)), usual.idle()),
                session.get("longest", ValueType.duration(Duration.ofMinutes(1)), usual.longest()));
        session.noOtherKeys();
        return read;
    }

    private @Nullable String registerTier(ConfigNode register) {
        if (!register.holdsSomething()) {
            return null;
        }
        String tier = register.require("tier", ValueType.reference("tier", tiers), "");
        register.noOtherKeys();
        return tier;
    }
}
