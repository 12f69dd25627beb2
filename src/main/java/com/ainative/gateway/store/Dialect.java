package com.ainative.gateway.store;

import java.util.Locale;
import java.util.Map;

/** What differs between the two databases. Their SQL is otherwise the same: H2 runs in its PostgreSQL mode. */
enum Dialect {
    H2("binary large object"),
    POSTGRESQL("bytea");

    private final String bytes;

    Dialect(String bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException for any other database */
    static Dialect of(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return H2;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new IllegalArgumentException("store.url is neither jdbc:h2: nor jdbc:postgresql:");
    }

    /** What {@code ${name}} stands for in the migrations. */
    Map<String, String> placeholders() {
        return Map.of("bytes", bytes);
    }

    /**
     * H2 says that it has committed before it has written, unless told to wait; and keeps only short bytes beside the other
     * columns of a row.
     */
    String complete(String url) {
        return this == POSTGRESQL
                ? url
                : url + (url.toUpperCase(Locale.ROOT).contains("WRITE_DELAY=") ? "" : ";WRITE_DELAY=0")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                        + ";QUERY_CACHE_SIZE=100;MAX_LENGTH_INPLACE_LOB=16384;DB_CLOSE_ON_EXIT=FALSE";
    }
}
