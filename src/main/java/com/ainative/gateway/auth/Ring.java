package com.ainative.gateway.auth;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one gateway.
 *
 * @param current signs
 * @param since seconds since 1970; it was there before, to be known when it began to sign
 * @param next will; null until it is made
 * @param retired verify what they have signed
 */
record Ring(SigningKey current, long since, @Nullable SigningKey next, List<SigningKey> retired) {

    Ring {
        retired = List.copyOf(retired);
    }

    List<SigningKey> all() {
        List<SigningKey> all = new ArrayList<>();
        all.add(current);
        if (next != null) {
            all.add(next);
        }
        all.addAll(retired);
        return all;
    }
}
