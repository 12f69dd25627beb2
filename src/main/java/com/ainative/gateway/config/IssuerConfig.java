package com.ainative.gateway.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another issuer whose tokens are believed.
 *
 * @param issuer its {@code iss}, exactly
 * @param discovery where its metadata is; null where {@code jwks} says where its keys are
 * @param jwks where its keys are; null where its metadata says so
 * @param audience the {@code aud} a token must name
 * @param algorithms by which it may sign
 * @param tier of callers whose token says nothing of one; null where such a token is refused
 * @param tierClaim the claim that says the tier; null for none. A dot leads into an object.
 * @param tiers what that claim's values mean; what is not in it means itself where there is such a tier
 * @param roleClaim the claim that says roles; null for none
 * @param roles what that claim's values mean; others mean nothing
 * @param allowPrivate whether its addresses may be inside, and without TLS
 */
public record IssuerConfig(String issuer, @Nullable URI discovery, @Nullable URI jwks, String audience,
        List<String> algorithms, @Nullable String tier, @Nullable String tierClaim, Map<String, String> tiers,
        @Nullable String roleClaim, Map<String, String> roles, boolean allowPrivate) {

    public IssuerConfig {
        algorithms = List.copyOf(algorithms);
        tiers = Map.copyOf(tiers);
        roles = Map.copyOf(roles);
    }
}
