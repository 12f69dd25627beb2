package com.ainative.gateway.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id as OWASP's cheat sheet on password storage has it: 19 MiB, two passes, one lane, written as a PHC string. One
 * thread uses it: its memory is kept from one hash to the next, for 19 MiB of small objects would be copied by the collector
 * while requests wait.
 */
final class Argon2 {

    static final int MEMORY_KIB = 19_456;
    static final int PASSES = 2;
    static final int LANES = 1;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final String PREFIX = "$argon2id$";
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final FixedBlockPool memory = new FixedBlockPool(Argon2BytesGenerator.getBlockCount(MEMORY_KIB, LANES));

    static boolean isOne(String hash) {
        return hash.startsWith(PREFIX);
    }

    /** Whether it was made as one is made today. */
    static boolean isCurrent(String hash) {
        return hash.startsWith(PREFIX + "v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$");
    }

    String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] hash = new byte[HASH_BYTES];
        generate(password, salt, MEMORY_KIB, PASSES, LANES, hash);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return PREFIX + "v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    /** @throws IllegalArgumentException for what is no such hash */
    boolean matches(String password, String hash) {
        Matcher phc = PHC.matcher(hash);
        if (!phc.matches()) {
            throw new IllegalArgumentException("not a PHC string of Argon2id");
        }
        byte[] expected = Base64.getDecoder().decode(phc.group(5));
        byte[] found = new byte[expected.length];
        generate(password, Base64.getDecoder().decode(phc.group(4)), Integer.parseInt(phc.group(1)),
                Integer.parseInt(phc.group(2)), Integer.parseInt(phc.group(3)), found);
        return MessageDigest.isEqual(expected, found);
    }

    private void generate(String password, byte[] salt, int memoryKib, int passes, int lanes, byte[] into) {
        Argon2Parameters.Builder parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13).withMemoryAsKB(memoryKib).withIterations(passes)
                .withParallelism(lanes).withSalt(salt);
        if (memoryKib == MEMORY_KIB && lanes == LANES) {
            parameters.withBlockPool(memory);
        }
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters.build());
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), into);
    }
}
