package com.ainative.gateway.account;

import com.ainative.gateway.account.AccountTable.Hashes;
import com.ainative.gateway.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the password of an account that is not there is checked against, so that it takes as long as of one that is. While
 * some accounts still have the hashes of the platform they came from, which cost more, as large a share of all addresses
 * that are not there is checked against such a one: that an answer is slow says nothing.
 */
final class Decoys {

    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int PARTS = 1 << 16;

    private final Store store;
    private final Seal seal;
    private final InstantSource clock;
    private final Passwords passwords;
    /** Nobody's: its password was thrown away. */
    private volatile @Nullable String usual;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Imported imported = new Imported(0, "", 0);

    /**
     * @param share of all passwords, in parts of {@link #PARTS}
     * @param at milliseconds since 1970 when it was looked at
     */
    private record Imported(int share, String decoy, long at) {
    }

    Decoys(Store store, Seal seal, Passwords passwords, InstantSource clock) {
        this.store = store;
        this.seal = seal;
        this.passwords = passwords;
        this.clock = clock;
    }

    String of(String email) {
        Imported now = imported();
        if (now.share == 0) {
            return usual();
        }
        byte[] digest = Base64.getUrlDecoder().decode(seal.of("decoy", email));
        int part = ((digest[0] & 0xFF) << 8) | (digest[1] & 0xFF);
        return part < now.share ? now.decoy : usual();
    }

    /** Made once; at the start, so that no login waits for two. */
    String usual() {
        String made = usual;
        if (made == null) {
            made = passwords.hash(Seal.random());
            usual = made;
        }
        return made;
    }

    private Imported imported() {
        Imported known = imported;
        if (clock.millis() - known.at < FRESH.toMillis() || !looking.tryLock()) {
            return known;
        }
        try {
            Hashes hashes = store.read(AccountTable::hashes);
            Imported found = new Imported(
                    hashes.all() == 0 ? 0 : (int) ((long) PARTS * hashes.imported() / hashes.all()),
                    decoy(known, hashes.one()), clock.millis());
            imported = found;
            return found;
        } finally {
            looking.unlock();
        }
    }

    private String decoy(Imported known, @Nullable String like) {
        return like == null ? "" : known.decoy.isEmpty() ? passwords.decoyLike(like) : known.decoy;
    }
}
