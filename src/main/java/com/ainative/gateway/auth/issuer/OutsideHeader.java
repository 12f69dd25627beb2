package com.ainative.gateway.auth.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a token may decide: which of the listed ways it was signed in, and by which of its issuer's own keys.
 *
 * @param keyId of a key the issuer should have
 */
record OutsideHeader(String algorithm, String keyId) {

    /** Fields that want something followed, or understood, that is not. */
    private static final List<String> REFUSED = List.of("crit", "b64", "jku", "jwk", "x5u", "x5c");
    /** Other kinds of token are signed with the same keys, to log somebody out say. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

    /** Null where it is not that of an access token that is signed in one of these ways. */
    static @Nullable OutsideHeader of(JsonNode header, Collection<String> algorithms) {
        String algorithm = header.path("alg").textValue();
        String keyId = header.path("kid").textValue();
        JsonNode type = header.path("typ");
        boolean isAccess = type.isMissingNode()
                || (type.isTextual() && TYPES.contains(type.textValue().toLowerCase(Locale.ROOT)));
        return algorithm != null && algorithms.contains(algorithm) && keyId != null && PublishedKey.isName(keyId)
                && isAccess && REFUSED.stream().noneMatch(header::has)
                        ? new OutsideHeader(algorithm, keyId)
                        : null;
    }
}
