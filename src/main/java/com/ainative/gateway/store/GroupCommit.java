package com.ainative.gateway.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what many threads write in common: waiting for the disk once serves all who came meanwhile. One thread writes;
 * where a change fails, each of its group is tried again alone, so that none suffers from another.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MOST = 512;
    private static final int MOST_DEADLOCKS = 5;
    private static final String ROLLED_BACK = "40";
    /** For what is under way at the end: H2 may run in circles once it could not write its file. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private record Change<T>(Function<Handle, T> sql, CompletableFuture<T> done) {

        Runnable in(Handle handle) {
            T result = sql.apply(handle);
            return () -> done.complete(result);
        }
    }

    private final Jdbi jdbi;
    private final Dialect dialect;
    private final BlockingQueue<Change<?>> waiting = new LinkedBlockingQueue<>();
    /** Nothing to write: behind it there is nothing more, whatever becomes of it. */
    private final Change<Boolean> last = new Change<>(handle -> true, new CompletableFuture<>());
    private final Thread writer;
    private volatile List<Change<?>> underWay = List.of();
    private volatile boolean closed;

    GroupCommit(Jdbi jdbi, Dialect dialect) {
        this.jdbi = jdbi;
        this.dialect = dialect;
        this.writer = Thread.ofPlatform().name("store-writer").daemon().start(this::run);
    }

    /** Returns when it is committed; throws what the change threw. */
    <T> T write(Function<Handle, T> sql) {
        Change<T> change = new Change<>(sql, new CompletableFuture<>());
        waiting.add(change);
        if (closed) {
            change.done.completeExceptionally(new StoreAwayException("The store is closed.", null));
        }
        try {
            return change.done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
        }
    }

    private void run() {
        List<Change<?>> group = new ArrayList<>(MOST);
        try {
            while (!closed) {
                group.clear();
                group.add(waiting.take());
                waiting.drainTo(group, MOST - 1);
                underWay = List.copyOf(group);
                commitOrFail(group);
                closed |= group.contains(last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does
        } finally {
            end();
        }
    }

    private void end() {
        closed = true;
        StoreAwayException gone = new StoreAwayException("The store is closed.", null);
        underWay.forEach(change -> change.done.completeExceptionally(gone)); // unless it is done
        waiting.forEach(change -> change.done.completeExceptionally(gone));
    }

    /** Where no connection is to be had all fail at once: each alone would wait for one as long, in vain. */
    private void commitOrFail(List<Change<?>> group) {
        try {
            commit(group);
        } catch (ConnectionException e) {
            group.forEach(change -> change.done.completeExceptionally(e)); // unless it is done
        }
    }

    private void commit(List<Change<?>> group) {
        commit(group, MOST_DEADLOCKS);
    }

    private void commit(List<Change<?>> group, int triesLeft) {
        try {
            List<Runnable> told = jdbi
                    .inTransaction(handle -> group.stream().map(change -> change.in(handle)).toList());
            sync(group);
            told.forEach(Runnable::run);
        } catch (ConnectionException e) {
            throw e;
        } catch (RuntimeException | Error e) { // too little memory for one, say: its callers wait, and this thread is the only one
            if (isDeadlock(e) && triesLeft > 0) {
                commit(group, triesLeft - 1);
            } else if (group.size() == 1) {
                group.getFirst().done.completeExceptionally(
                        e instanceof RuntimeException thrown ? thrown : new IllegalStateException(e));
            } else {
                group.forEach(change -> commit(List.of(change)));
            }
        }
    }

    /** Gateways on one database each lock what their groups change, in the order in which it came; see SQL's class 40. */
    private static boolean isDeadlock(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(ROLLED_BACK)) {
                return true;
            }
        }
        return false;
    }

    /** Where it fails none of the group knows what is on disk, and none is tried again: it has been done in memory. */
    private void sync(List<Change<?>> group) {
        try {
            jdbi.useHandle(dialect::sync);
        } catch (RuntimeException e) { // whatever SQL does: its callers wait
            group.forEach(change -> change.done.completeExceptionally(e));
        }
    }

    /** Writes what was asked for so far. Interrupting the writer instead would close the database's file under it. */
    @Override
    public void close() {
        waiting.add(last);
        try {
            if (!writer.join(PATIENCE)) {
                LOG.error(
                        "The database does not let go of a change, which is given up; this costs a processor until the gateway is"
                                + " started again.");
                end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
