package com.ainative.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GroupCommitTest {

    private static final int CHANGES = 50;

    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger attempts = new AtomicInteger();
    private final ConcurrentHashMap<Integer, RuntimeException> failures = new ConcurrentHashMap<>();

    private final Jdbi jdbi = Jdbi.create(() -> {
        attempts.incrementAndGet();
        if (away.get()) {
            throw new SQLException("no connection", "08001");
        }
        return DriverManager.getConnection("jdbc:h2:mem:");
    });

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("GIVEN many changes at once WHEN the database goes away before them, or in their midst THEN all fail at once, and not each after a wait of its own")
    void write_databaseAway(boolean before) throws InterruptedException {
        CountDownLatch allWait = new CountDownLatch(1);
        try (GroupCommit commits = new GroupCommit(jdbi, Dialect.POSTGRESQL)) {
            Thread first = Thread.ofVirtual().start(() -> commits.write(handle -> {
                awaitAll(allWait);
                return true;
            }));
            await().until(() -> attempts.get() == 1);
            List<Thread> others = new ArrayList<>();
            IntStream.range(0, CHANGES).forEach(i -> others.add(Thread.ofVirtual().start(() -> write(commits, i,
                    handle -> {
                        away.set(true);
                        throw new IllegalStateException("the connection broke");
                    }))));
            await().until(() -> others.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
            away.set(before);
            allWait.countDown();
            first.join();
            for (Thread other : others) {
                other.join();
            }
        }
        assertThat(failures).hasSize(CHANGES);
        assertThat(failures.values()).allSatisfy(e -> assertThat(e).isInstanceOf(ConnectionException.class));
        assertThat(attempts).as("the first, those that wait, and the last").hasValueLessThan(CHANGES / 2);
    }

    private void write(GroupCommit commits, int change, Function<Handle, Boolean> sql) {
        try {
            commits.write(sql);
        } catch (RuntimeException e) { // what it is, is asserted
            failures.put(change, e);
        }
    }

    private static void awaitAll(CountDownLatch all) {
        try {
            all.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
