package com.ainative.gateway.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.config.JobsConfig;
import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.job.Courier.Receipt;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message that comes once more, in the life of another process, on both databases. */
@Timeout(120)
class RepeatedMessageTest {

    @TempDir
    private Path data;

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();

    /** A process with the store of the one before it. */
    private final class Life implements AutoCloseable {

        private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        private final Store store;
        private final List<Jobs> jobs = new ArrayList<>();

        Life(StoreConfig database) {
            store = new Store(database, data);
            jobs.add(new Jobs(store, JobsConfig.DEFAULT, run -> {
                done.add(run.job().id());
                jobs.getFirst().settlement().answered(run, "{}".getBytes(UTF_8), "one");
            }, model -> false, timer, InstantSource.system()));
            jobs.getFirst().deliverBy(Kind.QUEUE, deliveries -> {
                deliveries.forEach(delivery -> delivered.add(delivery.correlation()));
                return AllTogether.saying(new Receipt.Delivered()).bring(deliveries);
            });
        }

        Jobs.Accepted take(String message) {
            return jobs.getFirst().accept(new NewJob(new Caller("me", "pro", List.of()), "key", Origin.QUEUE, "fast", 4,
                    null, "{}".getBytes(UTF_8), new Address(Kind.QUEUE, "chat.replies", message, message), null, 0));
        }

        void noted(int count) {
            await().atMost(Duration.ofSeconds(30)).until(() -> store.read(handle -> handle
                    .createQuery("select count(*) from delivery where state = 'done'").mapTo(Integer.class)
                    .one()) == count);
        }

        @Override
        public void close() {
            jobs.getFirst().drain(Duration.ofSeconds(10));
            jobs.getFirst().close();
            store.close();
            timer.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a message that was answered by a process that is gone WHEN it comes again THEN the answer that is kept is sent once more, and nobody is asked")
    void accept_answeredBefore(Stores kind) {
        StoreConfig database = kind.fresh();
        try (Life first = new Life(database)) {
            assertThat(first.take("a").repeated()).isFalse();
            first.noted(1);
        }
        try (Life second = new Life(database)) {
            assertThat(second.take("b")).isEqualTo(new Jobs.Accepted(done.getFirst(), true, JobState.ANSWERED, 200));
            second.noted(2);
        }
        assertThat(delivered).containsExactly("a", "b");
        assertThat(done).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN two gateways on one database WHEN a message comes again to one just as the other ends it THEN that answer is due too, and not held for ever")
    void accept_endsMeanwhile() throws Exception {
        StoreConfig database = Stores.POSTGRESQL.fresh();
        Address again = new Address(Kind.QUEUE, "chat.replies", "b", "b");
        UUID key = JobIds.fingerprint("key");
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (Store one = new Store(database, data);
                Store other = new Store(database, data);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            one.write(handle -> JobTable.insert(handle, "a", new NewJob(new Caller("me", "pro", List.of()), "key",
                    Origin.QUEUE, "fast", 4, null, "{}".getBytes(UTF_8), null, null, 0), key, key, "one", 1, true));
            Future<Boolean> end = threads.submit(() -> one.write(handle -> {
                boolean done = JobTable.end(handle, "a", "one",
                        new JobEnd(JobState.ANSWERED, 200, "{}".getBytes(UTF_8), "p", null), 2);
                ended.countDown();
                awaitCommit(commit);
                return done;
            }));
            ended.await();
            Future<Boolean> repeated = threads.submit(() -> other.write(handle -> {
                JobTable.insert(handle, "a", again, JobTable.known(handle, key).orElseThrow().state().isFinal());
                return true;
            }));
            await().atMost(Duration.ofSeconds(30)).until(() -> repeated.isDone() || waitsForLock(other));
            commit.countDown();
            assertThat(end.get()).isTrue();
            assertThat(repeated.get()).isTrue();
            assertThat(other.<List<String>>read(handle -> handle.createQuery("select state from delivery")
                    .mapTo(String.class).list())).containsExactly("waiting");
        }
    }

    private static void awaitCommit(CountDownLatch commit) {
        try {
            commit.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean waitsForLock(Store store) {
        return store.read(handle -> handle.createQuery("select count(*) from pg_stat_activity"
                + " where datname = current_database() and wait_event_type = 'Lock'").mapTo(Integer.class).one()) > 0;
    }
}
