package com.ainative.gateway.account;

import com.ainative.gateway.auth.Budget;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a key is for. What is null is as its owner has it.
 *
 * @param name what it is called by its owner
 * @param requestsPerMinute beside its owner's
 * @param budget null for none
 * @param expiresAt milliseconds since 1970; null for never
 */
public record Scope(String name, @Nullable String tier, @Nullable SortedSet<String> models,
        @Nullable Integer requestsPerMinute, @Nullable Budget budget, AddressRanges addresses,
        @Nullable Long expiresAt) {
}
