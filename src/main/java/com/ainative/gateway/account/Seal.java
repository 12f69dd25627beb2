package com.ainative.gateway.account;

import com.ainative.gateway.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of secrets that only their holders know: HMAC-SHA-256, in base64url. Its key is made once for a store, so
 * that all gateways on it know each other's. The secrets have 256 random bits, which nobody guesses with or without it.
 */
final class Seal {

    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Store store;
    private volatile @Nullable SecretKeySpec key;

    Seal(Store store) {
        this.store = store;
    }

    /** 256 bits nobody has had before, in base64url: 43 characters. */
    static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /**
     * Of parts that are kept apart; 43 characters. Blocks the first time, so not within a change of the store.
     *
     * @throws com.ainative.gateway.store.StoreAwayException when the key cannot be had
     */
    String of(String... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            for (String part : parts) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
                mac.update((byte) 0);
            }
            return BASE64.encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether nothing blocks any more. */
    boolean isKnown() {
        return key != null;
    }

    /** In a time that says nothing of where they differ. */
    static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            String fresh = random();
            String held = store.write(handle -> {
                handle.execute("insert into secret (name, held) values ('seal', ?) on conflict do nothing", fresh);
                return handle.createQuery("select held from secret where name = 'seal'").mapTo(String.class).one();
            });
            known = new SecretKeySpec(Base64.getUrlDecoder().decode(held), ALGORITHM);
            key = known;
        }
        return known;
    }
}
