package com.ainative.gateway.config;

import com.ainative.gateway.config.AuthConfig.Session;
import java.nio.file.Path;
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
        String issuer = auth.get("issuer", ValueType.text(), "ainative");
        AuthConfig read = new AuthConfig(issuer,
                auth.get("audience", ValueType.text(), "ainative-gateway"),
                auth.get("access-token", ValueType.duration(Duration.ofSeconds(1), AuthConfig.LONGEST_ACCESS_TOKEN),
                        Duration.ofMinutes(10)),
                session(auth.child("session")), registerTier(auth.child("register")), signing(auth.child("signing")),
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

    private static Signing signing(ConfigNode signing) {
        Path keystore = signing.find("keystore", ValueType.file(signing.folder()));
        Duration rotate = signing.get("rotate", ValueType.duration(Duration.ofHours(1)), Signing.USUAL.rotate());
        ConfigNode password = signing.child("password");
        Secret secret = null;
        if (signing.child("keystore").holdsSomething()) {
            secret = new Secret(signing.require("password", ValueType.text(), ""));
            if (!signing.child("rotate").isAbsent()) {
                signing.child("rotate")
                        .notice("without effect where there is a keystore: an operator changes its keys");
            }
        } else if (!password.isAbsent()) {
            password.keyProblem("opens nothing; name the file it is for under auth.signing.keystore");
        }
        signing.noOtherKeys();
        return new Signing(rotate, keystore, secret);
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
