package com.ainative.gateway.account;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that belong together: a company, a team.
 *
 * @param models its members may ask; null for all
 * @param requestsPerMinute of all members together; null for no such limit
 */
public record Organisation(String id, String name, Status status, @Nullable SortedSet<String> models,
        @Nullable Integer requestsPerMinute) {
}
