package com.ainative.gateway.config;

import com.ainative.gateway.config.IssuerConfig.Source;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the list {@code auth.issuers}. */
final class IssuersReader {

    // A subject is told from others by what stands before its first '#'.
    private static final ValueType<String> ISSUER = ValueType.matching(Pattern.compile("[\\x21-\\x7E&&[^#]]{1,255}"),
            "is not an issuer; use up to 255 ASCII characters without spaces and '#'");
    private static final ValueType<String> ALGORITHM = ValueType.oneOf(
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"));
    private static final List<String> USUAL = List.of("RS256", "ES256");
    private static final ValueType<String> ROLE = ValueType.oneOf(List.of("operator", "admin"));
    private static final String METADATA = "/.well-known/openid-configuration";
    private static final URI STAND_IN = URI.create("https://issuer.invalid/");

    private final String own;
    private final Set<String> tiers;
    private final Set<String> seen = new HashSet<>();

    /**
     * @param own the gateway's own issuer
     * @param tiers that stand elsewhere in the file
     */
    IssuersReader(String own, Set<String> tiers) {
        this.own = own;
        this.tiers = tiers;
    }

    List<IssuerConfig> read(ConfigNode issuers) {
        List<IssuerConfig> read = new ArrayList<>();
        for (ConfigNode item : issuers.items()) {
            read.add(issuer(item));
        }
        return read;
    }

    private IssuerConfig issuer(ConfigNode node) {
        IssuerConfig read = new IssuerConfig(source(node), node.require("audience", ValueType.text(), ""),
                algorithms(node.child("algorithms")), written(node.child("tier"), tier()),
                written(node.child("tier-claim"), ValueType.text()), meanings(node.child("tiers"), tier()),
                written(node.child("role-claim"), ValueType.text()), meanings(node.child("roles"), ROLE));
        node.noOtherKeys();
        if (!node.entries().isEmpty() && node.child("tier").isAbsent() && node.child("tier-claim").isAbsent()) {
            node.problem("leads no caller to a tier; write tier, or tier-claim, or both");
        }
        if (!node.child("tiers").entries().isEmpty() && node.child("tier-claim").isAbsent()) {
            node.child("tiers").problem("says what a claim's values mean, and no tier-claim says which claim's");
        }
        if (node.child("roles").entries().isEmpty() != node.child("role-claim").isAbsent()) {
            node.problem(
                    "gives nobody a role; role-claim says which claim holds roles, and roles what its values mean");
        }
        return read;
    }

    /** Null where there is nothing, or after a problem. */
    private static <T> @Nullable T written(ConfigNode node, ValueType<T> type) {
        return node.isAbsent() ? null : node.value(type);
    }

    private Source source(ConfigNode node) {
        String issuer = node.require("issuer", ISSUER, "");
        boolean allowPrivate = node.get("allow-private", ValueType.flag(), false);
        ValueType<URI> url = HttpUrl.issuer(allowPrivate);
        URI discovery = node.find("discovery", url);
        URI jwks = node.find("jwks-url", url);
        if (issuer.equals(own)) {
            node.child("issuer").problem("is the gateway itself, by auth.issuer; others are listed here");
        } else if (!issuer.isEmpty() && !seen.add(issuer)) {
            node.child("issuer").problem("is in this list already");
        }
        if (jwks != null && discovery != null) {
            node.child("jwks-url").problem("stands beside discovery; write one of the two");
        } else if (jwks == null && discovery == null && !issuer.isEmpty()) {
            discovery = usual(node.child("issuer"), issuer, url);
        }
        return new Source(issuer, Objects.requireNonNullElse(jwks == null ? discovery : jwks, STAND_IN), jwks == null,
                allowPrivate, node.find("ca", ValueType.file(node.folder())));
    }

    private static @Nullable URI usual(ConfigNode node, String issuer, ValueType<URI> url) {
        try {
            return url.parse(issuer.replaceAll("/$", "") + METADATA);
        } catch (WrongValueException wrong) {
            node.problem("has no usual place for its keys, since it " + wrong.getMessage()
                    + "; or write discovery or jwks-url");
            return null;
        }
    }

    private static List<String> algorithms(ConfigNode list) {
        if (!list.holdsSomething()) {
            return USUAL;
        }
        list.requireItems("names no algorithm; leave it out for " + String.join(" and ", USUAL));
        return list.list(ALGORITHM, USUAL);
    }

    private ValueType<String> tier() {
        return ValueType.reference("tier", tiers);
    }

    private static Map<String, String> meanings(ConfigNode node, ValueType<String> type) {
        Map<String, String> meanings = new LinkedHashMap<>();
        node.entries().forEach((value, meaning) -> {
            String read = meaning.value(type);
            if (read != null) {
                meanings.put(value, read);
            }
        });
        return meanings;
    }
}
