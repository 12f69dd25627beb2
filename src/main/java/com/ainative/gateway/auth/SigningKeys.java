package com.ainative.gateway.auth;

import com.ainative.gateway.auth.ListedKey.State;
import com.ainative.gateway.config.AuthConfig;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys that count, in memory: the one of this gateway that signs tokens (ES256), and all that verify them, those of
 * other gateways among them. To look one up is to look into one map, which every change makes anew.
 */
public final class SigningKeys implements VerifiedToken.KeySource {

    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;
    /** Characters of SHA-256 in base64url. */
    private static final int ID_LENGTH = 43;

    /**
     * @param own of this gateway
     * @param others of other gateways, by id
     * @param revoked that never count again, by id
     * @param verifying what is left of them, by id
     */
    private record Known(Ring own, Map<String, SigningKey> others, Set<String> revoked,
            Map<String, SigningKey> verifying) {

        static Known of(Ring own, Map<String, SigningKey> others, Set<String> revoked) {
            Map<String, SigningKey> verifying = new LinkedHashMap<>();
            own.all().forEach(key -> verifying.putIfAbsent(key.id(), key));
            others.forEach(verifying::putIfAbsent);
            verifying.keySet().removeAll(revoked);
            return new Known(own, others, revoked, verifying);
        }
    }

    private final AtomicReference<Known> known;
    private volatile Runnable missing = () -> {
    };

    SigningKeys(Ring own) {
        this.known = new AtomicReference<>(Known.of(own, Map.of(), Set.of()));
    }

    SigningKeys(ECKey key, JWSVerifier verifier) {
        this(new Ring(new SigningKey(key, verifier, 0, 0), 0, null, List.of()));
    }

    /**
     * Opens the keys below a data folder, making folder and key if they are not there. Several that do so at once end up
     * with the same key. The key's file may be a symbolic link, as mounted secrets are; what counts is what it leads to.
     *
     * @throws java.io.UncheckedIOException when a file cannot be made or read
     * @throws IllegalStateException when a file is not such a key, or others may read it
     */
    public static SigningKeys open(Path data) {
        return new SigningKeys(new KeyFiles(data, InstantSource.system()).open());
    }

    /**
     * The same for who signs tokens beside the gateway: the key verifies as long as they are good, though it may be
     * rotated before.
     *
     * @param life of the longest token
     */
    public static SigningKeys openToSign(AuthConfig auth, Path data, Duration life, InstantSource clock) {
        if (auth.signing().keystore() != null) {
            return new SigningKeys(Keystore.of(auth.signing()).ring(clock.instant()));
        }
        KeyFiles files = new KeyFiles(data, clock);
        return new SigningKeys(life.compareTo(auth.accessToken()) <= 0
                ? files.open()
                : files.promise(clock.instant().plus(life).getEpochSecond() + VerifiedToken.LEEWAY));
    }

    /** Does with a key that is thrown away what {@link #open} does with the one on disk, which is quick the second time. */
    public static void warmUp() {
        throwAway();
    }

    /** A key that no file holds, for tokens that are good within this process alone. */
    public static SigningKeys throwAway() {
        try {
            return new SigningKeys(
                    new Ring(SigningKey.signing(SigningKey.generate(Instant.EPOCH), 0), 0, null, List.of()));
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM has no P-256", e);
        }
    }

    // ---- for every token

    /** The one that signs now; ask once for each token, for the next moment it may be another. */
    ECKey key() {
        return known().own.current().key();
    }

    /** Null for a key that does not count here. May block once for one that is not known. */
    @Nullable
    JWSVerifier verifier(String keyId) {
        SigningKey key = known().verifying.get(keyId);
        if (key == null && keyId.length() == ID_LENGTH && !known().revoked.contains(keyId)) {
            missing.run();
            key = known().verifying.get(keyId);
        }
        return key == null ? null : key.verifier();
    }

    @Override
    public boolean knows(String keyId) {
        return known().verifying.containsKey(keyId);
    }

    // ---- for whoever looks

    /** What anyone may know of the keys that verify, as a JSON Web Key Set. */
    public Map<String, Object> publicKeys() {
        List<JWK> keys = new ArrayList<>();
        known().verifying.values().forEach(key -> keys.add(key.key().toPublicJWK()));
        return new JWKSet(keys).toJSONObject();
    }

    /** The same for operators; the one that signs comes first. */
    public List<ListedKey> list() {
        Known now = known();
        return now.verifying.values().stream().map(key -> {
            State state = state(key, now.own);
            boolean open = state == State.CURRENT || state == State.NEXT;
            return new ListedKey(key.id(), state, key.made(), open ? 0 : key.until());
        }).toList();
    }

    private static State state(SigningKey key, Ring own) {
        if (key.equals(own.current())) {
            return State.CURRENT;
        }
        return key.equals(own.next()) ? State.NEXT : own.retired().contains(key) ? State.RETIRED : State.OTHER;
    }

    private Known known() {
        return Objects.requireNonNull(known.get());
    }

    // ---- changes

    Ring own() {
        return known().own;
    }

    /** From now on these are this gateway's. */
    void own(Ring ring) {
        known.updateAndGet(now -> Known.of(ring, now.others, now.revoked));
    }

    /** All of other gateways, and all that are revoked. */
    void others(Collection<SigningKey> keys, Set<String> revoked) {
        Map<String, SigningKey> others = new LinkedHashMap<>();
        keys.forEach(key -> others.put(key.id(), key));
        known.updateAndGet(now -> Known.of(now.own, others, together(now.revoked, revoked)));
    }

    /** One more of another gateway, or one that verifies longer than it did. */
    void learn(SigningKey key) {
        known.updateAndGet(now -> {
            Map<String, SigningKey> others = new LinkedHashMap<>(now.others);
            others.merge(key.id(), key, (was, is) -> is.until() > was.until() ? is : was);
            return Known.of(now.own, others, now.revoked);
        });
    }

    /** Forgets those of other gateways whose time is over. */
    void forget(long seconds) {
        known.updateAndGet(now -> {
            Map<String, SigningKey> others = new LinkedHashMap<>(now.others);
            others.values().removeIf(key -> key.until() <= seconds);
            return Known.of(now.own, others, now.revoked);
        });
    }

    /** None of this gateway's counts from now on, by which it has signed so far. */
    void revokeOwn() {
        known.updateAndGet(now -> Known.of(now.own, now.others,
                together(now.revoked, now.own.all().stream().map(SigningKey::id).collect(Collectors.toSet()))));
    }

    void revoke(Set<String> ids) {
        known.updateAndGet(now -> Known.of(now.own, now.others, together(now.revoked, ids)));
    }

    boolean isRevoked(String id) {
        return known().revoked.contains(id);
    }

    private static Set<String> together(Set<String> some, Set<String> more) {
        Set<String> together = new HashSet<>(some);
        together.addAll(more);
        return together;
    }

    /** @param finding looks for keys that have just become known elsewhere; run for each id that is not known here */
    void whenMissing(Runnable finding) {
        missing = finding;
    }
}
