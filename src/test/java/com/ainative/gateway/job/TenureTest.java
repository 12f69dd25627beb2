package com.ainative.gateway.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.config.JobsConfig.OnUnknown;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of jobs that nobody has, or that ended long ago, on both databases. */
@Timeout(120)
class TenureTest {

    private static final byte[] REQUEST = "{}".getBytes(UTF_8);

    @TempDir
    private Path data;

    private static void dispatched(Store store, String id, String owner) {
        store.write(handle -> JobTable.insert(handle, id, new NewJob(new Caller("me", "pro", List.of()), null,
                Origin.HTTP, "fast", 4, null, REQUEST, null, null, 0), null, JobIds.fingerprint("request"), owner, 1,
                true));
    }

    private static JobView job(Store store, String id) {
        return store.read(handle -> JobViews.find(handle, id)).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN jobs that are dispatched on disk and that no thread has WHEN they are given up THEN they are unknown, and put aside")
    void lost_parked(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = new Tenure(store, OnUnknown.PARK, model -> false);
            dispatched(store, "a", tenure.id());
            dispatched(store, "b", tenure.id());
            dispatched(store, "c", "another");
            assertThat(tenure.dispatched()).containsExactlyInAnyOrder("a", "b");
            assertThat(tenure.lost(List.of("a", "c"))).isEqualTo(1);
            assertThat(job(store, "a").state()).isEqualTo(JobState.UNKNOWN);
            assertThat(job(store, "a").status()).isEqualTo(500);
            assertThat(job(store, "b").state()).isEqualTo(JobState.DISPATCHED);
            assertThat(job(store, "c").state()).as("not its own").isEqualTo(JobState.DISPATCHED);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN unknown jobs are to be tried again WHEN one is given up THEN it waits as before, and counts as unknown")
    void lost_retried(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = new Tenure(store, OnUnknown.RETRY, model -> false);
            dispatched(store, "a", tenure.id());
            assertThat(tenure.lost(List.of("a"))).isEqualTo(1);
            assertThat(job(store, "a").state()).isEqualTo(JobState.ACCEPTED);
            assertThat(job(store, "a").unknowns()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a job that was under way at end after end of its gateway WHEN it is given up once more THEN it is put aside, for it may be what ends them")
    void lost_overAndOver(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = new Tenure(store, OnUnknown.RETRY, model -> false);
            dispatched(store, "a", tenure.id());
            store.write(handle -> handle.execute("update job set unknowns = ?", Tenure.MOST_UNKNOWNS - 2));
            tenure.lost(List.of("a"));
            assertThat(job(store, "a").state()).isEqualTo(JobState.ACCEPTED);
            store.write(handle -> JobTable.dispatch(handle, "a", tenure.id()));

            tenure.lost(List.of("a"));

            assertThat(job(store, "a").state()).isEqualTo(JobState.UNKNOWN);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN unknown jobs are tried again where providers take keys WHEN some are given up THEN those wait under the same key, and others are put aside")
    void lost_idempotent(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = new Tenure(store, OnUnknown.RETRY_IDEMPOTENT, model -> model.equals("fast"));
            dispatched(store, "a", tenure.id());
            dispatched(store, "b", tenure.id());
            store.write(handle -> handle.execute("update job set model = 'other' where id = 'b'"));
            assertThat(tenure.lost(List.of("a", "b"))).isEqualTo(2);
            assertThat(job(store, "b").state()).isEqualTo(JobState.UNKNOWN);
            List<Job> again = store.read(handle -> JobTable.waiting(handle, tenure.id(), List.of("a", "b")));
            assertThat(again).extracting(Job::idempotencyKey).as("as the first time").containsExactly("a-0");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN jobs that wait, are done, or have answers to bring WHEN their process ends and the next one begins THEN it has those that want something")
    void end_handedOver(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure before = new Tenure(store, OnUnknown.PARK, model -> false);
            before.keepUp();
            for (String id : List.of("done", "waits", "answer")) {
                dispatched(store, id, before.id());
            }
            store.write(handle -> {
                JobTable.insert(handle, "answer", new Address(Address.Kind.QUEUE, "chat.replies", null, "x"), false);
                JobTable.putBack(handle, "waits", before.id(), 0, false);
                JobEnd end = new JobEnd(JobState.ANSWERED, 200, REQUEST, "one", null);
                return JobTable.end(handle, "done", before.id(), end, 2)
                        && JobTable.end(handle, "answer", before.id(), end, 2);
            });
            before.end();
            Tenure next = new Tenure(store, OnUnknown.PARK, model -> false);
            assertThat(next.keepUp()).isEqualTo(2);
            assertThat(store.<List<String>>read(handle -> handle.createQuery("select id from job where owner = :me")
                    .bind("me", next.id()).mapTo(String.class).list())).containsExactlyInAnyOrder("waits", "answer");
        }
    }

    @Test
    @DisplayName("GIVEN two gateways that live WHEN the store they share was away for long THEN the first one back takes nothing from the other, and does once the other alone is silent")
    void keepUp_storeWasAway() {
        try (Store store = new Store(Stores.POSTGRESQL.fresh(), data)) {
            Tenure one = new Tenure(store, OnUnknown.PARK, model -> false);
            Tenure other = new Tenure(store, OnUnknown.PARK, model -> false);
            assertThat(one.keepUp() + other.keepUp()).isZero();
            earlier(store, "since", Tenure.SILENCE.multipliedBy(10));
            dispatched(store, "a", other.id());
            earlier(store, "seen", Tenure.SILENCE.multipliedBy(2));

            assertThat(one.keepUp()).as("as long away itself").isZero();
            assertThat(one.keepUp()).as("just back").isZero();
            assertThat(other.keepUp()).isZero();
            earlier(store, "since", Tenure.SILENCE);
            assertThat(one.keepUp()).as("the other lives").isZero();
            assertThat(job(store, "a").state()).isEqualTo(JobState.DISPATCHED);

            silent(store, other.id());
            assertThat(one.keepUp()).isEqualTo(1);
            assertThat(job(store, "a").state()).isEqualTo(JobState.UNKNOWN);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a gateway that is dead WHEN the next one starts THEN it takes at once from a database of its own, and from a shared one when it has kept up for as long as silence takes")
    void keepUp_afterDeath(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure dead = new Tenure(store, OnUnknown.PARK, model -> false);
            dead.keepUp();
            dispatched(store, "a", dead.id());
            silent(store, dead.id());
            Tenure next = new Tenure(store, OnUnknown.PARK, model -> false);
            assertThat(next.keepUp()).isEqualTo(store.isShared() ? 0 : 1);
            earlier(store, "since", Tenure.SILENCE);
            assertThat(next.keepUp()).isEqualTo(store.isShared() ? 1 : 0);
            assertThat(job(store, "a").state()).isEqualTo(JobState.UNKNOWN);
        }
    }

    @Test
    @DisplayName("GIVEN jobs of a gateway that is not known, for another one took it for dead WHEN it is silent from then on THEN they are taken, and not before")
    void keepUp_ownerNotKnown() {
        try (Store store = new Store(Stores.POSTGRESQL.fresh(), data)) {
            Tenure tenure = new Tenure(store, OnUnknown.PARK, model -> false);
            tenure.keepUp();
            dispatched(store, "a", "not known");
            dispatched(store, "b", "not known");
            store.write(handle -> JobTable.putBack(handle, "b", "not known", 0, false));
            earlier(store, "since", Tenure.SILENCE);
            assertThat(tenure.keepUp()).isZero();
            assertThat(tenure.keepUp()).isZero();
            silent(store, "not known");
            assertThat(tenure.keepUp()).isEqualTo(2);
            assertThat(job(store, "a").state()).isEqualTo(JobState.UNKNOWN);
            assertThat(tenure.keepUp()).isZero();
        }
    }

    /** Lets what all gateways said of themselves be so old, which saves the wait. */
    private static void earlier(Store store, String column, Duration time) {
        store.write(handle -> handle.execute("update gateway set " + column + " = " + column + " - ?",
                time.toMillis()));
    }

    private static void silent(Store store, String gateway) {
        int aged = store.write(handle -> handle.execute("update gateway set seen = seen - ? where id = ?",
                Tenure.SILENCE.toMillis() + 1, gateway));
        assertThat(aged).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN jobs that wait, some of them large WHEN the next are read THEN they are bounded in number and bytes, in their order, without those that are known")
    void next_bounded(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = new Tenure(store, OnUnknown.PARK, model -> false);
            Desk desk = new Desk(store, tenure, Clock.systemUTC(), 64);
            for (String id : List.of("a", "b", "c", "d", "e")) {
                byte[] request = new byte[id.equals("b") ? 40_000 : 100];
                store.write(handle -> JobTable.insert(handle, id,
                        new NewJob(new Caller("me", "pro", List.of()), null, Origin.HTTP, "fast",
                                id.equals("e") ? 9 : 4,
                                null, request, null, null, 0),
                        null, JobIds.fingerprint("request"), tenure.id(), 1, false));
            }
            assertThat(desk.next(Set.of(), 10, 1_000_000)).satisfies(next -> {
                assertThat(next.jobs()).extracting(Job::id).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
                assertThat(next.more()).isFalse();
            });
            assertThat(desk.next(Set.of("a"), 2, 1_000_000)).satisfies(next -> {
                assertThat(next.jobs()).extracting(Job::id).containsExactlyInAnyOrder("e", "b");
                assertThat(next.passed()).containsExactly("a");
                assertThat(next.more()).isTrue();
            });
            assertThat(desk.next(Set.of("e", "a"), 10, 300)).satisfies(next -> {
                assertThat(next.jobs()).as("one, whatever its size").extracting(Job::id).containsExactly("b");
                assertThat(next.more()).isTrue();
            });
            assertThat(desk.next(Set.of("e"), 10, 300)).satisfies(next -> {
                assertThat(next.jobs()).as("none that is too large beside another").extracting(Job::id)
                        .containsExactly("a");
                assertThat(next.more()).isTrue();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN jobs that ended before and behind the time answers are kept WHEN it is looked THEN only the old ones go, with all they had")
    void delete_old(Stores kind) {
        Duration keep = Duration.ofDays(7);
        AtomicLong now = new AtomicLong(1_760_000_000_000L);
        JobIds ids = new JobIds(JobIds.JOB);
        try (Store store = new Store(kind.fresh(), data)) {
            long began = now.get();
            String old = ids.next(began);
            String late = ids.next(began + 1);
            String open = ids.next(began + 2);
            for (String id : List.of(old, late, open)) {
                dispatched(store, id, "me");
                store.write(handle -> {
                    JobTable.insert(handle, id, new Address(Address.Kind.QUEUE, "chat.replies", null, "x"), false);
                    return handle.execute("insert into job_event (job, n, data) values (?, 0, ?)", id, REQUEST);
                });
            }
            end(store, old, began + 10);
            end(store, late, began + 3_600_000);
            OldJobs jobs = new OldJobs(store, () -> Instant.ofEpochMilli(now.get()), keep);
            now.addAndGet(keep.toMillis() + 11);
            jobs.delete();
            assertThat(rows(store, "job", "id")).containsExactly(late, open);
            assertThat(rows(store, "delivery", "job")).containsExactly(late, open);
            assertThat(rows(store, "job_event", "job")).containsExactly(late, open);
            now.addAndGet(Duration.ofDays(1).toMillis());
            jobs.delete();
            assertThat(rows(store, "job", "id")).as("one that has not ended stays, however old").containsExactly(open);
        }
    }

    private static void end(Store store, String id, long when) {
        store.write(handle -> JobTable.end(handle, id, "me", new JobEnd(JobState.ANSWERED, 200, REQUEST, "p", null),
                when));
    }

    private static List<String> rows(Store store, String table, String column) {
        return store.read(handle -> handle.createQuery("select " + column + " from " + table + " order by " + column)
                .mapTo(String.class).list());
    }
}
