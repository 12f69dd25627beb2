package com.ainative.gateway.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.config.JobsConfig;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dead letters in the table, on both databases. */
@Timeout(120)
class DeadLettersTest {

    private static final byte[] REQUEST = "{}".getBytes(UTF_8);
    private static final Address REPLY = new Address(Kind.QUEUE, "chat.replies", "c-1", "message-1");

    @TempDir
    private Path data;

    private static void accept(Store store, String id, String owner) {
        store.write(handle -> {
            JobTable.insert(handle, id, new NewJob(new Caller("me", "pro", List.of()), null, Origin.QUEUE, "fast", 4,
                    null, REQUEST, REPLY, null, 0), null, JobIds.fingerprint("request"), owner, 1, false);
            JobTable.insert(handle, id, REPLY, false);
            return true;
        });
    }

    private static void ends(Store store, String id, String owner, JobState state, long when) {
        store.write(handle -> {
            JobTable.dispatch(handle, id, owner);
            JobTable.end(handle, id, owner, new JobEnd(state, 500, REQUEST, null, "internal_error"), when);
            if (state == JobState.DEAD) {
                DeadLetters.address(handle, id);
            }
            return true;
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN dead lines of a batch, and dead letters past their deadline WHEN they are to be done again THEN they are not: nobody would see the answer, or want it")
    void replay_ofNoUse(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            for (String id : List.of("a", "line", "late", "early")) {
                accept(store, id, "one");
                ends(store, id, "one", JobState.UNKNOWN, 30);
            }
            store.write(handle -> handle.execute("update job set origin = 'batch' where id = 'line'"));
            store.write(handle -> handle.execute("update job set deadline = 50 where id = 'late'"));
            store.write(handle -> handle.execute("update job set deadline = 51 where id = 'early'"));

            assertThat(read(store, handle -> DeadLetters.list(handle, 10))).hasSize(4);
            assertThat(read(store, handle -> DeadLetters.some(handle, 50, 10, true))).containsExactly("a", "early");
            assertThat(store.<Integer>read(handle -> DeadLetters.unknown(handle, 50))).isEqualTo(2);
            assertThat(read(store, handle -> DeadLetters.others(handle, Set.of("a", "line", "late", "early"), 50)))
                    .containsExactlyInAnyOrder("line", "late");
        }
    }

    private static <T> List<T> read(Store store, Function<Handle, ? extends Collection<T>> query) {
        return List.copyOf(store.read(query::apply));
    }

    private record Sent(String id, String kind, String state, String address, String correlation) {
    }

    private static List<Sent> deliveries(Store store, String state) {
        return store.read(handle -> handle.createQuery("select * from delivery where state = :state order by id")
                .bind("state", state)
                .map((row, context) -> new Sent(row.getString("id"), row.getString("kind"), row.getString("state"),
                        row.getString("address"), row.getString("correlation")))
                .list());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN jobs that ended WHEN dead letters are listed THEN they are those that failed or are unknown, the latest first")
    void list_latestFirst(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            for (String id : List.of("a", "b", "c", "d")) {
                accept(store, id, "one");
            }
            ends(store, "a", "one", JobState.DEAD, 30);
            ends(store, "b", "one", JobState.ANSWERED, 40);
            ends(store, "c", "one", JobState.UNKNOWN, 50);

            assertThat(read(store, handle -> DeadLetters.list(handle, 10))).extracting(JobView::id)
                    .containsExactly("c", "a");
            assertThat(read(store, handle -> DeadLetters.list(handle, 1))).extracting(JobView::id).containsExactly("c");
            assertThat(read(store, handle -> DeadLetters.some(handle, 49, 10, true))).containsExactly("a");
            assertThat(read(store, handle -> DeadLetters.some(handle, 50, 10, true))).containsExactly("a", "c");
            assertThat(read(store, handle -> DeadLetters.some(handle, 50, 10, false))).containsExactly("a");
            assertThat(read(store, handle -> DeadLetters.others(handle, Set.of("a", "b", "c", "d", "e"), 60)))
                    .containsExactlyInAnyOrder("b", "d", "e");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a dead letter WHEN replayed by another process THEN it is as if just accepted, and that one's")
    void replay_asAccepted(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            accept(store, "a", "one");
            accept(store, "b", "one");
            ends(store, "a", "one", JobState.DEAD, 30);

            int replayed = store.write(handle -> DeadLetters.replay(handle, List.of("a", "b", "nothing"), "two"));

            assertThat(replayed).isEqualTo(1);
            JobView job = store.read(handle -> JobViews.find(handle, "a")).orElseThrow();
            assertThat(job.state()).isEqualTo(JobState.ACCEPTED);
            assertThat(job.tries()).isZero();
            assertThat(job.reply()).isNull();
            assertThat(job).extracting(JobView::status, JobView::reason, JobView::endedAt, JobView::provider)
                    .containsOnlyNulls();
            assertThat(read(store, handle -> JobTable.toDo(handle, "two", Set.of(), Set.of(), 100, 10)))
                    .extracting(JobTable.Waiting::id).containsExactly("a");
            assertThat(read(store, handle -> JobTable.toDo(handle, "one", Set.of(), Set.of(), 100, 10)))
                    .extracting(JobTable.Waiting::id).containsExactly("b");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a dead letter whose refusal was delivered WHEN replayed and answered THEN the answer goes to the same place under another name, once")
    void replay_deliveredAgain(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            accept(store, "a", "one");
            ends(store, "a", "one", JobState.DEAD, 30);
            List<Sent> refusals = deliveries(store, "waiting");
            assertThat(refusals).extracting(Sent::kind).containsExactlyInAnyOrder("queue", "dead_letter");
            store.write(handle -> handle.execute("update delivery set state = 'done'"));

            store.write(handle -> DeadLetters.replay(handle, List.of("a"), "two"));
            assertThat(deliveries(store, "held")).hasSize(1);
            ends(store, "a", "two", JobState.ANSWERED, 60);

            List<Sent> answers = deliveries(store, "waiting");
            assertThat(answers).hasSize(1);
            assertThat(answers.getFirst()).extracting(Sent::kind, Sent::address, Sent::correlation)
                    .containsExactly("queue", "chat.replies", "c-1");
            assertThat(refusals).extracting(Sent::id).doesNotContain(answers.getFirst().id());
            store.write(handle -> {
                JobTable.insert(handle, "a", REPLY, true); // the same message comes once more
                return true;
            });
            assertThat(deliveries(store, "waiting")).isEqualTo(answers);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a dead letter that is replayed and dies WHEN that happens twice THEN each death is told of, each time under another name")
    void replay_diesAgain(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            accept(store, "a", "one");
            for (int time = 1; time <= 3; time++) {
                ends(store, "a", "one", JobState.DEAD, time);
                assertThat(deliveries(store, "waiting")).extracting(Sent::kind).containsExactlyInAnyOrder("queue",
                        "dead_letter");
                assertThat(store.<Integer>write(handle -> DeadLetters.replay(handle, List.of("a"), "one")))
                        .isEqualTo(1);
                assertThat(deliveries(store, "waiting")).isEmpty();
            }
            assertThat(deliveries(store, "replaced")).hasSize(6);
            assertThat(deliveries(store, "held")).hasSize(1);
        }
    }

    private static List<String> keys(Store store, String id) {
        return read(store, handle -> JobTable.waiting(handle, "one", List.of(id)).stream().map(Job::idempotencyKey)
                .toList());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN jobs that failed and such as may have been answered WHEN replayed THEN a provider knows the latter by the key they were asked under, and the former by another")
    void replay_keys(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            for (String id : List.of("failed", "unknown")) {
                accept(store, id, "one");
                assertThat(keys(store, id)).containsExactly(id + "-0");
                store.write(handle -> JobTable.dispatch(handle, id, "one"));
                store.write(handle -> JobTable.putBack(handle, id, "one", 0, true));
                assertThat(keys(store, id)).as("the try failed").containsExactly(id + "-1");
            }
            ends(store, "failed", "one", JobState.DEAD, 30);
            ends(store, "unknown", "one", JobState.UNKNOWN, 30);

            store.write(handle -> DeadLetters.replay(handle, List.of("failed", "unknown"), "one"));

            assertThat(keys(store, "failed")).containsExactly("failed-2");
            assertThat(keys(store, "unknown")).containsExactly("unknown-1");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN dead letters of which some may have been answered WHEN an operator replays them THEN nothing happens until that is agreed to")
    void replay_mayCostTwice(Stores kind) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (Store store = new Store(kind.fresh(), data)) {
            for (String id : List.of("a", "b", "c")) {
                accept(store, id, "one");
            }
            ends(store, "a", "one", JobState.DEAD, 30);
            ends(store, "b", "one", JobState.UNKNOWN, 30);
            ends(store, "c", "one", JobState.UNKNOWN, 30);
            try (Jobs jobs = new Jobs(store, JobsConfig.DEFAULT, run -> {
            }, model -> false, timer, InstantSource.system())) {
                AllJobs all = jobs.all();

                assertThatThrownBy(() -> all.replayAll(false)).isInstanceOf(GatewayException.class)
                        .hasMessageStartingWith("2 of them were with a provider").hasMessageContaining("--yes");
                assertThatThrownBy(() -> all.replay(Set.of("a", "b"), false)).isInstanceOf(GatewayException.class)
                        .hasMessageStartingWith("One of them was with a provider");
                assertThat(read(store, handle -> DeadLetters.list(handle, 10))).hasSize(3);
                assertThat(all.replay(Set.of("a"), false)).isOne();
                assertThat(all.replay(Set.of("b"), true)).isOne();
                assertThat(all.replayAll(true)).isOne();
                jobs.drain(Duration.ofSeconds(10));
            }
        } finally {
            timer.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a provider whose error has a code as no other WHEN a job ends with it THEN as much of it is kept as there is room for")
    void end_longReason(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            accept(store, "a", "one");

            assertThat(store.<Boolean>write(handle -> JobTable.end(handle, "a", "one",
                    new JobEnd(JobState.ANSWERED, 400, REQUEST, "p", "\u0000\n" + "x".repeat(50)), 2))).isTrue();

            assertThat(store.read(handle -> JobViews.find(handle, "a")).orElseThrow().reason())
                    .isEqualTo("x".repeat(40));
        }
    }
}
