package com.ainative.gateway.account;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * An account that is to be made.
 *
 * @param email as {@link Email} writes it
 * @param password its hash; null for one that cannot log in with a password
 * @param organisation its id; null for none
 * @param models null for all
 * @param requestsPerMinute null for the tier's
 */
public record NewAccount(String email, @Nullable String password, Role role, String tier, @Nullable String organisation,
        @Nullable Collection<String> models, @Nullable Integer requestsPerMinute) {

    /** One about whom no more is said. */
    public NewAccount(String email, @Nullable String password, Role role, String tier) {
        this(email, password, role, tier, null, null, null);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "NewAccount[" + email + ", " + role.word() + ", " + tier + "]";
    }
}
