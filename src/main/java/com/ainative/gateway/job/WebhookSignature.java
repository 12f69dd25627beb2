package com.ainative.gateway.job;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Standard Webhooks does: whoever knows the key can tell that a message is ours, whole, and recent. */
final class WebhookSignature {

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    WebhookSignature(byte[] key) {
        this.key = new SecretKeySpec(key, HMAC);
    }

    /**
     * The value of {@code webhook-signature}.
     *
     * @param seconds since 1970
     */
    String of(String id, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
