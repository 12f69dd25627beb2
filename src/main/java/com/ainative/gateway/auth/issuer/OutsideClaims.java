package com.ainative.gateway.auth.issuer;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Credential;
import com.ainative.gateway.auth.Credential.Kind;
import com.ainative.gateway.auth.Grants;
import com.ainative.gateway.auth.TokenParts;
import com.ainative.gateway.config.IssuerConfig;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the claims of one issuer's tokens mean here. */
final class OutsideClaims {

    /**
     * What they say, if the signature is good.
     *
     * @param begins seconds since 1970
     */
    record Said(Caller caller, long begins) {
    }

    private static final int LONGEST_SUBJECT = 255;
    /**
     * Claims of what is signed by the same keys for the same audience and lets nobody in: tokens that tell a client who has
     * logged in or out, and such as are good only with a proof that a header does not carry.
     */
    private static final List<String> OTHER_USES = List.of("nonce", "at_hash", "c_hash", "events", "cnf");

    private final IssuerConfig issuer;
    private final Set<String> tiers;

    /** @param tiers there are */
    OutsideClaims(IssuerConfig issuer, Set<String> tiers) {
        this.issuer = issuer;
        this.tiers = tiers;
    }

    /** Null where they let nobody in. Their times are only read; whoever knows the time compares them. */
    @Nullable
    Said read(JsonNode claims) {
        String subject = claims.path("sub").textValue();
        JsonNode expires = claims.path("exp");
        boolean good = issuer.issuer().equals(claims.path("iss").textValue()) && isForUs(claims.path("aud"))
                && subject != null && !subject.isBlank() && subject.length() <= LONGEST_SUBJECT
                && TokenParts.isTime(expires) && isTimeOrNone(claims.path("nbf")) && isTimeOrNone(claims.path("iat"))
                && OTHER_USES.stream().noneMatch(claims::has);
        String tier = good ? tier(claims) : null;
        if (tier == null) {
            return null;
        }
        // Issuers may choose the same names: only with the issuer do they name somebody.
        Caller caller = new Caller(issuer.issuer() + "#" + subject, tier, roles(claims), Grants.ALL,
                new Credential(Kind.OUTSIDE, "", expires.longValue()));
        return new Said(caller, Math.max(claims.path("nbf").asLong(0), claims.path("iat").asLong(0)));
    }

    private boolean isForUs(JsonNode audience) {
        boolean texts = audience.isTextual()
                || (audience.isArray() && nodes(audience).allMatch(JsonNode::isTextual));
        return texts && texts(audience).contains(issuer.audience());
    }

    private static boolean isTimeOrNone(JsonNode time) {
        return time.isMissingNode() || TokenParts.isTime(time);
    }

    private @Nullable String tier(JsonNode claims) {
        List<String> said = said(claims, issuer.tierClaim());
        return issuer.tiers().entrySet().stream().filter(meaning -> said.contains(meaning.getKey()))
                .map(Map.Entry::getValue).findFirst()
                .or(() -> said.stream().filter(tiers::contains).findFirst()).orElse(issuer.tier());
    }

    private List<String> roles(JsonNode claims) {
        List<String> said = said(claims, issuer.roleClaim());
        return issuer.roles().entrySet().stream().filter(meaning -> said.contains(meaning.getKey()))
                .map(Map.Entry::getValue).distinct().sorted().toList();
    }

    private static List<String> said(JsonNode claims, @Nullable String claim) {
        if (claim == null) {
            return List.of();
        }
        JsonNode found = claims.path(claim); // some issuers name claims by URLs, which have dots
        if (found.isMissingNode()) {
            found = claims;
            for (String step : claim.split("\\.", -1)) {
                found = found.path(step);
            }
        }
        return texts(found);
    }

    /** A text, or those of a list. */
    private static List<String> texts(JsonNode value) {
        return (value.isArray() ? nodes(value) : Stream.of(value)).filter(JsonNode::isTextual).map(JsonNode::textValue)
                .toList();
    }

    private static Stream<JsonNode> nodes(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
