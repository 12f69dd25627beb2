package com.ainative.gateway.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Hashes of the platform whose accounts were imported; none is made here but to compare with. */
final class Bcrypt {

    /** Bytes; it never sees what stands behind them. */
    static final int LONGEST = 72;

    private static final Pattern SHAPE = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-9])\\$[./A-Za-z0-9]{53}");

    private Bcrypt() {
    }

    static boolean isOne(String hash) {
        return SHAPE.matcher(hash).matches();
    }

    static boolean matches(String password, String hash) {
        return OpenBSDBCrypt.checkPassword(hash, password.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether all of a password counts. */
    static boolean seesAllOf(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /** A hash of nobody's password that costs as much as this one. */
    static String like(String hash) {
        Matcher shape = SHAPE.matcher(hash);
        if (!shape.matches()) {
            throw new IllegalArgumentException("not a hash of bcrypt");
        }
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return OpenBSDBCrypt.generate("2b", Seal.random().getBytes(StandardCharsets.US_ASCII), salt,
                Integer.parseInt(shape.group(1)));
    }
}
