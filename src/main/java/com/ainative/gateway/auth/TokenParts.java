package com.ainative.gateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A token taken apart, and believed in nothing yet.
 *
 * @param signed what its signature is of
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares tokens by their parts
public record TokenParts(JsonNode header, JsonNode claims, byte[] signed, Base64URL signature) {

    /** Seconds; far beyond any real date, and no sum with it overflows. */
    private static final long LATEST = 1L << 40;

    /** Empty for what is not spelled as tokens are: three parts of canonical base64url, two of them JSON objects in UTF-8. */
    static Optional<TokenParts> of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] header = canonical(parts[0]);
            byte[] claims = canonical(parts[1]);
            canonical(parts[2]);
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            return Optional.of(new TokenParts(StrictJson.object(header), StrictJson.object(claims),
                    signed, new Base64URL(parts[2])));
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    /** Decodes base64url, refusing padding, foreign characters and unused bits. */
    private static byte[] canonical(String part) {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return bytes;
    }

    /** Whether a claim is a time in whole seconds. */
    public static boolean isTime(JsonNode seconds) {
        return seconds.isIntegralNumber() && seconds.canConvertToLong() && seconds.longValue() >= 0
                && seconds.longValue() <= LATEST;
    }
}
