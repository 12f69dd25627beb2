package com.ainative.gateway.store;

import com.ainative.gateway.config.StoreConfig;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The database. It is opened and brought up to date when it is first needed, and tried again when that failed: a gateway
 * whose store is away still answers what needs none. Safe for use from any thread; all methods block.
 */
public final class Store implements AutoCloseable {

    private static final String FILE = "gateway";
    private static final int CONNECTIONS = 8;
    /** Classes of SQLSTATE that time does not mend: data that does not fit, broken constraints, wrong SQL. */
    private static final Set<String> MISTAKES = Set.of("22", "23", "42");
    /** For a connection; beyond it the store is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final StoreConfig config;
    private final Path data;
    private final Dialect dialect;
    /** No monitor: who waits for a database to be opened would keep a carrier of virtual threads from all others. */
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable Opened opened;
    private volatile boolean closed;

    private record Opened(HikariDataSource pool, Jdbi jdbi, GroupCommit commits) implements AutoCloseable {

        @Override
        public void close() {
            commits.close();
            pool.close();
        }
    }

    /** @param data the folder in which the default one has its file */
    public Store(StoreConfig config, Path data) {
        this.config = config;
        this.data = data.toAbsolutePath();
        this.dialect = config.url() == null ? Dialect.H2 : Dialect.of(config.url());
    }

    /** Whether several gateways may use it at once. */
    public boolean isShared() {
        return dialect == Dialect.POSTGRESQL;
    }

    /** Whether there may be something in it; asks without opening it. */
    public boolean mayHoldSomething() {
        return config.url() != null || Files.exists(data.resolve(FILE + ".mv.db"));
    }

    /** Whether it is used no more. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Reads.
     *
     * @throws StoreAwayException when it is away
     * @throws IllegalStateException when the database does not understand what it is asked
     */
    public <T> T read(Function<Handle, T> query) {
        Opened now = opened();
        try {
            return now.jdbi().withHandle(query::apply);
        } catch (JdbiException e) {
            throw away(e, now);
        }
    }

    /**
     * Writes; when this returns it is on disk. What several threads write at the same time is committed at once, each
     * change whole or not at all.
     *
     * @param change runs on another thread, perhaps twice, and must do nothing but SQL. Where the connection broke while it
     *            was committed it may find itself done already.
     * @throws StoreAwayException when it is away; nothing of this change is written, unless it went away in that moment
     * @throws IllegalStateException when the database refuses this change, and would again
     */
    public <T> T write(Function<Handle, T> change) {
        Opened now = opened();
        try {
            return now.commits().write(change);
        } catch (JdbiException e) {
            throw away(e, now);
        }
    }

    private RuntimeException away(RuntimeException e, Opened from) {
        if (dialect.hasClosed(cause(e))) {
            drop(from);
        }
        return away(e);
    }

    /** The next one who needs it opens it again: connections that are there would never notice that it can be. */
    private void drop(Opened gone) {
        opening.lock();
        try {
            if (gone.equals(opened)) {
                opened = null;
                gone.close();
            }
        } finally {
            opening.unlock();
        }
    }

    private static Throwable cause(RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static RuntimeException away(RuntimeException e) {
        Throwable cause = cause(e);
        if (cause instanceof SQLException sql && sql.getSQLState() != null && MISTAKES.contains(sql.getSQLState()
                .substring(0, 2))) {
            return new IllegalStateException("The store refused what it was asked for: " + sql.getMessage(), e);
        }
        return new StoreAwayException("The store cannot be used just now: " + cause.getMessage(), e);
    }

    private Opened opened() {
        opening.lock();
        try {
            if (closed) {
                throw new StoreAwayException("The store is closed.", null);
            }
            Opened now = opened;
            if (now == null) {
                now = open();
                opened = now;
            }
            return now;
        } finally {
            opening.unlock();
        }
    }

    private Opened open() {
        // Through asynchronous channels, for the others are closed when a thread that reads is interrupted.
        String url = config.url() == null
                ? "jdbc:h2:async:" + data.resolve(FILE)
                : config.url().replace("${" + StoreConfig.DATA + "}", data.toString()).replaceFirst("^jdbc:h2:file:",
                        "jdbc:h2:async:");
        HikariConfig pooled = new HikariConfig();
        pooled.setPoolName("store");
        pooled.setJdbcUrl(dialect.complete(url));
        dialect.usual().forEach(pooled::addDataSourceProperty);
        pooled.setUsername(config.user());
        pooled.setPassword(config.password() == null ? null : config.password().reveal());
        pooled.setMaximumPoolSize(CONNECTIONS);
        pooled.setMinimumIdle(1);
        pooled.setConnectionTimeout(PATIENCE.toMillis());
        pooled.setInitializationFailTimeout(1); // one attempt
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(pooled);
            migrate(Flyway.configure().dataSource(pool).locations("classpath:db/migration")
                    .placeholders(dialect.placeholders()).loggers("slf4j").load());
            Jdbi jdbi = Jdbi.create(pool);
            // What goes wrong is logged, and what was bound may be a password's hash.
            jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
            return new Opened(pool, jdbi, new GroupCommit(jdbi, dialect));
        } catch (FlywayException | PoolInitializationException e) {
            if (pool != null) {
                pool.close();
            }
            throw away(e);
        }
    }

    /**
     * H2 commits each table by itself: a process that ends in between leaves some, and one whose disk is full the mark of a
     * failure. Each migration can be done again over what is there.
     */
    private static void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            if (Stream.of(flyway.info().all()).noneMatch(one -> one.getState().isFailed())) {
                throw e;
            }
            flyway.repair();
            flyway.migrate();
        }
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            if (opened != null) {
                opened.close();
            }
        } finally {
            opening.unlock();
        }
    }
}
