package com.ainative.gateway.store;

import com.ainative.gateway.config.Secret;
import com.ainative.gateway.config.StoreConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The databases every test of what is stored runs on. */
public enum Stores {
    H2 {
        @Override
        public StoreConfig fresh() {
            return StoreConfig.DEFAULT;
        }
    },
    POSTGRESQL {
        @Override
        public StoreConfig fresh() {
            return Server.database();
        }
    };

    /** An empty database; with H2 it is in the data folder of the one who opens it. */
    public abstract StoreConfig fresh();

    /** One real PostgreSQL for the whole JVM; it stops with it. */
    private static final class Server {

        private static final AtomicInteger DATABASES = new AtomicInteger();
        private static @Nullable EmbeddedPostgres running;

        static synchronized StoreConfig database() {
            try {
                if (running == null) {
                    running = EmbeddedPostgres.builder().start();
                }
                String name = "test" + DATABASES.incrementAndGet();
                try (Connection connection = running.getPostgresDatabase().getConnection();
                        Statement create = connection.createStatement()) {
                    create.execute("create database " + name);
                }
                return new StoreConfig(running.getJdbcUrl("postgres", name), "postgres", new Secret("postgres"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
