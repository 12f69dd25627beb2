package com.ainative.gateway.config;

import org.jspecify.annotations.Nullable;

/**
 * Where accepted work is kept.
 *
 * @param url a JDBC URL of H2 or PostgreSQL; null for H2 in a file of the data folder
 */
public record StoreConfig(@Nullable String url, @Nullable String user, @Nullable Secret password) {

    /** {@code ${data}} in a URL stands for the data folder. */
    public static final String DATA = "data";
    public static final StoreConfig DEFAULT = new StoreConfig(null, null, null);
}
