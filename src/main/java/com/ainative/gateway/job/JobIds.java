package com.ainative.gateway.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

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

    public static String digest(byte[] bytes) {
        return HEX.formatHex(sha256().digest(bytes));
    }

    /** Of parts that are kept apart. */
    public static String digest(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(HEX.toHexDigits(bytes.length).getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HEX.formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
