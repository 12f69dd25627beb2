package com.ainative.gateway.job;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** Names of jobs and the like: in the order of their making, and not to be guessed. Digests by which repetitions are known. */
public final class JobIds {

    static final String JOB = "job-";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    private final Object order = new Object();
    private final String prefix;
    private long last;

    public JobIds(String prefix) {
        this.prefix = prefix;
    }

    /** @param millis since 1970; where it stands still or goes back, names go on in order all the same */
    public String next(long millis) {
        long time;
        synchronized (order) {
            last = Math.max(last + 1, millis << 12);
            time = last;
        }
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return prefix + HEX.toHexDigits(time) + HEX.formatHex(random);
    }

    /** Before all names made then, and behind those made before. */
    static String first(String prefix, long millis) {
        return prefix + HEX.toHexDigits(millis << 12);
    }

    /** For columns: short, for those that are looked up are in an index. */
    public static UUID fingerprint(byte[] bytes) {
        return uuid(sha256().digest(bytes));
    }

    /** As above, of parts that are kept apart. */
    public static UUID fingerprint(String... parts) {
        return uuid(sha256(parts));
    }

    /** Version 8 of RFC 9562, made from the first half of a SHA-256. */
    private static UUID uuid(byte[] sha256) {
        ByteBuffer bytes = ByteBuffer.wrap(sha256);
        return new UUID((bytes.getLong() & ~0xf000L) | 0x8000L, (bytes.getLong() >>> 2) | Long.MIN_VALUE);
    }

    /** For names. Of parts that are kept apart. */
    public static String digest(String... parts) {
        return HEX.formatHex(sha256(parts));
    }

    private static byte[] sha256(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(HEX.toHexDigits(bytes.length).getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
