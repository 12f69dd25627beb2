package com.ainative.gateway.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.config.JobsConfig.OnUnknown;
import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.job.Courier.Receipt;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deliveries that go out each alone, and what is noted of them, on both databases. */
@Timeout(120)
class EachAloneTest {

    private static final byte[] JSON = "{}".getBytes(UTF_8);
    private static final String ONE = "https://one.example/";
    private static final String OTHER = "https://other.example/";
    private static final long NOW = 1_764_000_000_000L;

    @TempDir
    private Path data;

    private record Row(String id, String state, int tries, long notBefore) {
    }

    private static List<Row> rows(Store store) {
        return store.read(handle -> handle.createQuery("select * from delivery order by id")
                .map((row, context) -> new Row(row.getString("id"), row.getString("state"), row.getInt("tries"),
                        row.getLong("not_before")))
                .list());
    }

    private static Tenure tenure(Store store) {
        return new Tenure(store, OnUnknown.PARK, model -> false);
    }

    /** A job that has ended, and whose answer is due there. */
    private static void due(Store store, Tenure tenure, String id, String url) {
        store.write(handle -> {
            Address to = new Address(Kind.WEBHOOK, url, null, "webhook");
            JobTable.insert(handle, id, new NewJob(new Caller("me", "pro", List.of()), null, Origin.HTTP, "fast", 4,
                    null, JSON, to, null, 0), null, JobIds.fingerprint("request"), tenure.id(), 1, false);
            JobTable.insert(handle, id, to, false);
            JobTable.dispatch(handle, id, tenure.id());
            return JobTable.end(handle, id, tenure.id(), new JobEnd(JobState.ANSWERED, 200, JSON, "p", null), 2);
        });
    }

    private static EachAlone round(Store store, Tenure tenure, Optional<Courier> courier, Runnable look) {
        return new EachAlone(Kind.WEBHOOK, () -> courier, store, tenure, InstantSource.fixed(Instant.ofEpochMilli(NOW)),
                look);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN nobody to bring an answer WHEN looked at THEN it waits untouched")
    void bringSome_noCourier(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = tenure(store);
            due(store, tenure, "a", ONE);

            try (EachAlone round = round(store, tenure, Optional.empty(), () -> {
            })) {
                assertThat(round.bringSome()).isFalse();
            }

            assertThat(rows(store)).containsExactly(new Row("a/webhook", "waiting", 0, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a courier with a mistake WHEN it fails THEN that was a try, and the next one is later")
    void bringSome_courierFails(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = tenure(store);
            due(store, tenure, "a", ONE);
            Semaphore looked = new Semaphore(0);

            try (EachAlone round = round(store, tenure, Optional.of(deliveries -> {
                throw new IllegalStateException("a mistake");
            }), looked::release)) {
                assertThat(round.bringSome()).isTrue();
                await().until(looked::tryAcquire);
            }

            assertThat(rows(store)).containsExactly(new Row("a/webhook", "waiting", 1, NOW + 1_000));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a receiver with four under way WHEN looked at THEN its others are left out, and not those of another, until one has ended")
    void bringSome_busyReceiver(Stores kind) throws InterruptedException {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = tenure(store);
            for (String id : List.of("a", "b", "c", "d", "e", "f")) {
                due(store, tenure, id, ONE + id);
            }
            due(store, tenure, "g", OTHER);
            BlockingQueue<String> under = new LinkedBlockingQueue<>();
            Semaphore arrives = new Semaphore(0);
            Semaphore looked = new Semaphore(0);
            Courier courier = deliveries -> {
                under.add(deliveries.getFirst().job().id());
                arrives.acquireUninterruptibly();
                return Map.of(deliveries.getFirst().id(), new Receipt.Delivered());
            };

            try (EachAlone round = round(store, tenure, Optional.of(courier), looked::release)) {
                assertThat(round.bringSome()).isTrue();
                await().until(() -> under.size() == 5);
                assertThat(under).filteredOn(id -> !id.equals("g")).hasSize(4).isSubsetOf("a", "b", "c", "d", "e", "f");
                assertThat(under).contains("g");
                assertThat(round.bringSome()).isFalse();

                arrives.release();
                looked.acquire();
                arrives.release(4);
                looked.acquire(4);
                assertThat(round.bringSome()).isTrue();
                await().until(() -> under.size() == 7);
                arrives.release(2);
                looked.acquire(2);
            }

            assertThat(under).doesNotHaveDuplicates();
            assertThat(rows(store)).extracting(Row::state).containsOnly("done");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a receiver that refuses WHEN tried again and again THEN each wait is twice the last, at most an hour, and after 16 tries it is given up")
    void note_refused(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = tenure(store);
            due(store, tenure, "a", ONE);
            AtomicInteger tries = new AtomicInteger();
            long waited = 0;
            long last = 500;
            while (rows(store).getFirst().state().equals("waiting")) {
                long now = NOW;
                Delivery delivery = store.read(
                        handle -> DeliveryTable.due(handle, Kind.WEBHOOK, tenure.id(), List.of(), Set.of(),
                                Long.MAX_VALUE, 10))
                        .getFirst();
                store.write(handle -> {
                    DeliveryTable.note(handle, delivery, new Receipt.Refused("no"), now);
                    return true;
                });
                tries.incrementAndGet();
                if (rows(store).getFirst().state().equals("waiting")) {
                    long wait = rows(store).getFirst().notBefore() - now;
                    assertThat(wait).isEqualTo(Math.min(2 * last, 3_600_000));
                    last = wait;
                    waited += wait;
                }
            }

            assertThat(tries).hasValue(16);
            assertThat(waited).isEqualTo(4_095_000 + 3 * 3_600_000);
            assertThat(rows(store).getFirst().state()).isEqualTo("failed");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN answers of which some are large WHEN those that are due are read THEN they are bounded in number and bytes, the oldest first, without those that are known")
    void due_bounded(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = tenure(store);
            List<String> ids = List.of("a", "b", "c", "d");
            for (String id : ids) {
                due(store, tenure, id, ONE);
                byte[] reply = new byte[id.compareTo("b") <= 0 ? 5 << 20 : 10];
                store.write(handle -> handle.execute("update job set reply = ?, ended_at = ? where id = ?", reply,
                        ids.indexOf(id) + 1, id));
                store.write(handle -> handle.execute("update delivery set not_before = ? where job = ?",
                        ids.indexOf(id) - 10, id));
            }

            assertThat(due(store, tenure, Set.of(), 10)).containsExactly("a");
            assertThat(due(store, tenure, Set.of("a/webhook"), 10)).containsExactly("b", "c", "d");
            assertThat(due(store, tenure, Set.of("a/webhook"), 2)).containsExactly("b", "c");
            assertThat(due(store, tenure, Set.of("a/webhook", "b/webhook", "c/webhook", "d/webhook"), 2)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a receiver whose refusal has control characters WHEN noted THEN it is a try like any other")
    void note_controlCharacters(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = tenure(store);
            due(store, tenure, "a", ONE);

            try (EachAlone round = round(store, tenure, Optional.of(AllTogether.saying(new Receipt.Refused("n\0o"))),
                    () -> {
                    })) {
                assertThat(round.bringSome()).isTrue();
                await().untilAsserted(
                        () -> assertThat(rows(store)).containsExactly(new Row("a/webhook", "waiting", 1, NOW + 1_000)));
            }
        }
    }

    private static List<String> due(Store store, Tenure tenure, Set<String> known, int most) {
        return store.read(handle -> DeliveryTable.due(handle, Kind.WEBHOOK, tenure.id(), Set.of(), known, NOW, most))
                .stream().map(delivery -> delivery.job().id()).toList();
    }
}
