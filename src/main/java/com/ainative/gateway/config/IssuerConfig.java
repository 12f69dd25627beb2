package com.ainative.gateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another issuer whose tokens are believed.
 *
 * @param source of its keys
 * @param audience the {@code aud} a token must name
 * @param algorithms by which it may sign
 * @param tier of callers whose token leads to no other; null where such a token is refused
 * @param tierClaim the claim that says the tier; null for none. A dot leads into an object.
 * @param tiers what that claim's values mean, in the order of the file: of several the first counts. What is not in it
 *        means itself where there is such a tier.
 * @param roleClaim the claim that says roles; null for none
 * @param roles what that claim's values mean; others mean nothing
 */
public record IssuerConfig(Source source, String audience, List<String> algorithms, @Nullable String tier,
        @Nullable String tierClaim, Map<String, String> tiers, @Nullable String roleClaim, Map<String, String> roles) {

    public IssuerConfig {
        algorithms = List.copyOf(algorithms);
        tiers = Collections.unmodifiableMap(new LinkedHashMap<>(tiers));
        roles = Map.copyOf(roles);
    }

    /** Its {@code iss}, exactly. */
    public String issuer() {
        return source.issuer();
    }

    /**
     * Where an issuer's keys come from. Issuers that differ in nothing of this have the same keys.
     *
     * @param issuer its {@code iss}
     * @param url of its metadata, which says where its keys are, or of the keys themselves
     * @param discovery which of the two
     * @param allowPrivate whether its addresses may be inside, and without TLS
     * @param ca authorities trusted instead of the system's; null for those
     */
    public record Source(String issuer, URI url, boolean discovery, boolean allowPrivate, @Nullable Path ca) {

        /**
         * Where its metadata says its keys are.
         *
         * @throws WrongValueException whose message reads on from the text
         */
        public URI keys(String text) {
            return HttpUrl.issuer(allowPrivate).parse(text);
        }
    }
}
