package com.ainative.gateway.auth;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do beside what its tier allows everybody.
 *
 * @param models it may ask; null for all
 * @param requestsPerMinute in place of the tier's; null for those
 * @param limits that it is held to as well, with others or alone
 * @param organisation it belongs to, by id; null for none
 * @param budget of the key it came by; null for none
 */
public record Grants(@Nullable SortedSet<String> models, @Nullable Integer requestsPerMinute, List<Limit> limits,
        @Nullable String organisation, @Nullable Spending budget) {

    /** Of callers about whom nothing is said. */
    public static final Grants ALL = new Grants(null, null, List.of(), null, null);

    /**
     * @param holder all that share it, by the id of their organisation or key
     */
    public record Limit(String holder, int requestsPerMinute) {
    }

    /**
     * @param holder whose budget it is, by the id of a key
     */
    public record Spending(String holder, Budget budget) {
    }

    /** Without a budget. */
    public Grants(@Nullable SortedSet<String> models, @Nullable Integer requestsPerMinute, List<Limit> limits,
            @Nullable String organisation) {
        this(models, requestsPerMinute, limits, organisation, null);
    }

    public Grants {
        models = models == null ? null : Collections.unmodifiableSortedSet(new TreeSet<>(models));
        limits = List.copyOf(limits);
    }

    public boolean mayAsk(String model) {
        return models == null || models.contains(model);
    }

    /** The models that are in both lists; null for all. */
    public static @Nullable SortedSet<String> both(@Nullable Collection<String> some,
            @Nullable Collection<String> others) {
        if (some == null || others == null) {
            Collection<String> one = some == null ? others : some;
            return one == null ? null : new TreeSet<>(one);
        }
        SortedSet<String> both = new TreeSet<>(some);
        both.retainAll(others);
        return both;
    }
}
