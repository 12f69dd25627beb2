package com.ainative.gateway.auth.issuer;

import com.ainative.gateway.auth.OutsideTokens;
import com.ainative.gateway.auth.TokenParts;
import com.ainative.gateway.auth.VerifiedToken;
import com.ainative.gateway.config.IssuerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides about tokens of the issuers that one configuration lists. Nothing in a token is followed: it is checked with the
 * keys of the issuer it names, and those come from where the operator has said. What can be refused without a key is, so that
 * only a token that would otherwise pass makes anybody ask for one.
 */
public final class Issuers implements OutsideTokens {

    private record Listed(IssuerConfig config, OutsideClaims claims) {
    }

    private final Map<String, Listed> listed = new HashMap<>();
    private final OutsideKeys keys;
    private final boolean asking;

    private Issuers(List<IssuerConfig> issuers, Set<String> tiers, OutsideKeys keys, boolean asking) {
        issuers.forEach(issuer -> listed.put(issuer.issuer(), new Listed(issuer, new OutsideClaims(issuer, tiers))));
        this.keys = keys;
        this.asking = asking;
    }

    /** @param tiers there are */
    public static Issuers live(List<IssuerConfig> issuers, Set<String> tiers, OutsideKeys keys) {
        return new Issuers(issuers, tiers, keys, true);
    }

    /** What asks no issuer, and makes do with keys that are there. */
    public static Issuers apart(List<IssuerConfig> issuers, Set<String> tiers, OutsideKeys keys) {
        return new Issuers(issuers, tiers, keys, false);
    }

    @Override
    public boolean isListed(String issuer) {
        return listed.containsKey(issuer);
    }

    @Override
    public Optional<VerifiedToken> check(TokenParts token) {
        Listed issuer = listed.get(token.claims().path("iss").asText());
        if (issuer == null) {
            return Optional.empty();
        }
        OutsideHeader header = OutsideHeader.of(token.header(), issuer.config.algorithms());
        OutsideClaims.Said said = issuer.claims.read(token.claims());
        return header == null || said == null
                ? Optional.empty()
                : signer(token, header, issuer.config.source()).map(key -> new VerifiedToken(said.caller(),
                        id -> keys.of(issuer.config.source()).knows(id), key.id(), said.begins(),
                        said.caller().credential().expires()));
    }

    private Optional<PublishedKey> signer(TokenParts token, OutsideHeader header, IssuerConfig.Source source) {
        List<PublishedKey> named = asking
                ? keys.of(source).find(header.keyId())
                : keys.known(source, header.keyId());
        return named.stream().filter(key -> key.signed(token, header.algorithm())).findFirst();
    }
}
