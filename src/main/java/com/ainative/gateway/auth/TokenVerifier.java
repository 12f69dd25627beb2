package com.ainative.gateway.auth;

import com.ainative.gateway.config.AuthConfig;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether a token is one this gateway issued and still good. Nothing in a token is followed: no key, address or
 * algorithm it names is used. It is read as narrowly as {@link TokenIssuer} writes: three header fields, {@code at+jwt}
 * in these letters, one audience, times in whole seconds.
 *
 * <p>A token that has passed is remembered until it expires, so that each is verified once; only its times are looked at
 * again. Failing tokens are not remembered. Nothing may be keyed on a token's text, to revoke it say: whoever holds one
 * can write its ECDSA signature in a second way, (r, n-s), which is as good as the first.
 */
public final class TokenVerifier {

    /** Characters. */
    static final int MAX_LENGTH = 8 * 1024;

    /** How far clocks may disagree, in seconds. */
    private static final long LEEWAY = 60;
    private static final int REMEMBERED = 50_000;
    /** Seconds; far beyond any real date, and no sum with it overflows. */
    private static final long LATEST = 1L << 40;
    private static final JWSHeader HEADER = new JWSHeader(SigningKeys.ALGORITHM);

    private static final ObjectMapper STRICT = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final AuthConfig auth;
    private final InstantSource clock;
    private final String keyId;
    private final JWSVerifier signature;
    private final Cache<String, Verified> passed;

    public TokenVerifier(AuthConfig auth, SigningKeys keys, InstantSource clock) {
        this(auth, keys.key().getKeyID(), keys.verifier(), clock, REMEMBERED);
    }

    TokenVerifier(AuthConfig auth, String keyId, JWSVerifier signature, InstantSource clock, int remembered) {
        this.auth = auth;
        this.keyId = keyId;
        this.signature = signature;
        this.clock = clock;
        // Its housekeeping is short: a hand-over to Caffeine's usual pool would cost more than the work.
        this.passed = Caffeine.newBuilder().maximumSize(remembered).executor(Runnable::run)
                .ticker(() -> TimeUnit.SECONDS.toNanos(clock.instant().getEpochSecond()))
                .expireAfter(Expiry.creating((String token, Verified verified) -> Duration
                        .ofSeconds(verified.expires + LEEWAY - clock.instant().getEpochSecond())))
                .build();
    }

    /** Times in seconds since 1970. */
    private record Verified(Caller caller, long begins, long expires) {

        boolean goodAt(long now) {
            return now >= begins - LEEWAY && now < expires + LEEWAY;
        }
    }

    /** The caller, or empty for a token that is wrong in any way; which way is nobody's business. */
    public Optional<Caller> verify(String token) {
        long now = clock.instant().getEpochSecond();
        Verified known = passed.getIfPresent(token);
        if (known != null) {
            return known.goodAt(now) ? Optional.of(known.caller) : Optional.empty();
        }
        Optional<Verified> fresh = check(token).filter(verified -> verified.goodAt(now));
        fresh.ifPresent(verified -> passed.put(token, verified));
        return fresh.map(Verified::caller);
    }

    /** How many tokens are in memory. */
    long remembered() {
        passed.cleanUp();
        return passed.estimatedSize();
    }

    private Optional<Verified> check(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] header = canonical(parts[0]);
            byte[] claims = canonical(parts[1]);
            canonical(parts[2]);
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            return isOurs(json(header)) && signature.verify(HEADER, signed, new Base64URL(parts[2]))
                    ? claims(json(claims))
                    : Optional.empty();
        } catch (IllegalArgumentException | IOException | JOSEException e) {
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

    /** Reads UTF-8 and nothing else; left to itself the parser would guess at other encodings. */
    private static JsonNode json(byte[] utf8) throws IOException {
        return STRICT.readTree(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    }

    private boolean isOurs(JsonNode header) {
        return header.size() == 3 && SigningKeys.ALGORITHM.getName().equals(header.path("alg").textValue())
                && TokenIssuer.TYPE.getType().equals(header.path("typ").textValue())
                && keyId.equals(header.path("kid").textValue());
    }

    private Optional<Verified> claims(JsonNode claims) {
        String subject = claims.path("sub").textValue();
        String tier = claims.path("tier").textValue();
        JsonNode roles = claims.path("roles");
        boolean known = auth.issuer().equals(claims.path("iss").textValue())
                && auth.audience().equals(claims.path("aud").textValue()) && subject != null && !subject.isBlank()
                && tier != null && roles.isArray() && isTime(claims.path("exp")) && isTime(claims.path("nbf"))
                && isTime(claims.path("iat"));
        if (!known) {
            return Optional.empty();
        }
        List<String> named = new ArrayList<>();
        for (JsonNode role : roles) {
            if (!role.isTextual()) {
                return Optional.empty();
            }
            named.add(role.textValue());
        }
        long begins = Math.max(claims.path("nbf").longValue(), claims.path("iat").longValue());
        return Optional.of(
                new Verified(new Caller(subject, tier, List.copyOf(named)), begins, claims.path("exp").longValue()));
    }

    private static boolean isTime(JsonNode seconds) {
        return seconds.isIntegralNumber() && seconds.canConvertToLong() && seconds.longValue() >= 0
                && seconds.longValue() <= LATEST;
    }
}
