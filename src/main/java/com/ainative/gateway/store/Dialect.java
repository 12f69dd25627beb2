package com.ainative.gateway.store;

import java.sql.SQLException;
import java.util.Map;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.Handle;

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
     * What connections are told where the URL says nothing of it, times in seconds. A second host of the URL is tried while
     * whoever wants a connection still waits. A server that is silent for a minute is gone: no statement takes that long,
     * unless a migration goes through very many rows, for which the URL can say more.
     */
    Map<String, String> usual() {
        return this == POSTGRESQL
                ? Map.of("connectTimeout", "2", "socketTimeout", "60", "tcpKeepAlive", "true")
                : Map.of();
    }

    /**
     * H2 keeps only short bytes beside the other columns of a row, unless told otherwise. What it has written anew it may
     * write over after a second: each commit is on the disk by then. It must not write by a thread of its own: what that one
     * has under way a checkpoint does not wait for, and where it fails, what was committed is lost. Nor may it answer with
     * what it answered last: it may have missed that something was committed since.
     */
    String complete(String url) {
        return this == POSTGRESQL
                ? url
                : url + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                        + ";QUERY_CACHE_SIZE=100;MAX_LENGTH_INPLACE_LOB=16384;RETENTION_TIME=1000;WRITE_DELAY=0"
                        + ";DB_CLOSE_ON_EXIT=FALSE;OPTIMIZE_REUSE_RESULTS=FALSE";
    }

    /**
     * Has what was committed on the disk when it returns. H2 says that it has committed before it has written, and even
     * where it is told to write at once it does not wait for the disk.
     */
    void sync(Handle handle) {
        if (this == H2) {
            handle.execute("checkpoint sync");
        }
    }

    /** Whether the database has been closed, as H2 does when it cannot write its file. */
    boolean hasClosed(Throwable failure) {
        return this == H2 && failure instanceof SQLException sql && (sql.getErrorCode() == ErrorCode.DATABASE_IS_CLOSED
                || sql.getErrorCode() == ErrorCode.DATABASE_CALLED_AT_SHUTDOWN);
    }
}
