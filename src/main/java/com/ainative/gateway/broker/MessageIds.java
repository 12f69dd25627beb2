package com.ainative.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What messages are known by. Senders may leave the id out, and with some brokers choose it. Instead of one that is
 * missing or too long stands a digest of what the message says, which is the same for each delivery; two messages that
 * agree in all of it, the time they were sent included, are taken for one.
 */
final class MessageIds {

    private static final int LONGEST = 1_000;

    private MessageIds() {
    }

    /**
     * The id of a message.
     *
     * @param own what it says itself
     * @param parts what else tells it from others
     */
    static String of(@Nullable String own, byte[] body, @Nullable String... parts) {
        if (own != null && !own.isEmpty() && own.length() <= LONGEST) {
            return own;
        }
        MessageDigest digest = sha256();
        add(digest, own == null ? "" : own);
        for (String part : parts) {
            add(digest, part == null ? "" : part);
        }
        digest.update(body);
        return "digest-" + HexFormat.of().formatHex(digest.digest());
    }

    /** With its length, so that parts are kept apart. */
    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        digest.update(HexFormat.of().toHexDigits(bytes.length).getBytes(UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
