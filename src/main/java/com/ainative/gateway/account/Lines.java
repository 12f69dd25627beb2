package com.ainative.gateway.account;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lists in one column, joined by line breaks, which none of their items holds; null is no list, and not an empty one. */
final class Lines {

    private Lines() {
    }

    static @Nullable String join(@Nullable Collection<String> items) {
        return items == null ? null : String.join("\n", items);
    }

    static @Nullable SortedSet<String> split(@Nullable String joined) {
        return joined == null ? null : joined.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(joined.split("\n")));
    }
}
