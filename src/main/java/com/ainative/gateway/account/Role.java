package com.ainative.gateway.account;

import java.util.List;
import java.util.Locale;

/** What an account is beside somebody who asks models. */
public enum Role {
    /** No more than that. */
    USER,
    /** Runs routes and queues. */
    OPERATOR,
    /** Decides about accounts and keys, too. */
    ADMIN;

    /** As it is written in the store, in JSON and in tokens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for no role's word */
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("no role: " + word);
    }

    /** What tokens say of it. */
    public List<String> roles() {
        return this == USER ? List.of() : List.of(word());
    }
}
