package com.ainative.gateway.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change that was committed just as the connection broke is written once more: it finds itself done. */
@Timeout(120)
class WrittenTwiceTest {

    private static final UUID KEY = JobIds.fingerprint("key");
    private static final byte[] REQUEST = "{}".getBytes(UTF_8);

    @TempDir
    private Path data;

    private static boolean insert(Handle handle, String id, @Nullable UUID key) {
        return JobTable.insert(handle, id, new NewJob(new Caller("me", "pro", List.of()), null, Origin.HTTP, "fast", 4,
                null, REQUEST, null, null, 0), key, JobIds.fingerprint("request"), "one", 1, false);
    }

    private static List<Boolean> twice(Store store, Function<Handle, Boolean> change) {
        return List.of(store.write(change), store.write(change));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN jobs with and without a key WHEN each is inserted twice THEN it is the same job both times, and none but another one is a repetition")
    void insert_twice(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            assertThat(twice(store, handle -> insert(handle, "a", null))).containsExactly(true, true);
            assertThat(twice(store, handle -> insert(handle, "b", KEY))).containsExactly(true, true);
            assertThat(twice(store, handle -> insert(handle, "c", KEY))).containsExactly(false, false);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN jobs that wait, one of them taken back WHEN each is dispatched twice THEN it is with a provider both times and one try is counted, but for what is taken back or another's")
    void dispatch_twice(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            store.write(handle -> insert(handle, "a", null) && insert(handle, "b", null));
            store.write(handle -> handle.execute("update job set unwanted = true where id = 'b'"));
            assertThat(twice(store, handle -> JobTable.dispatch(handle, "a", "another"))).containsExactly(false, false);
            assertThat(twice(store, handle -> JobTable.dispatch(handle, "a", "one"))).containsExactly(true, true);
            assertThat(twice(store, handle -> JobTable.dispatch(handle, "a", "another"))).containsExactly(false, false);
            assertThat(twice(store, handle -> JobTable.dispatch(handle, "b", "one"))).containsExactly(false, false);
            assertThat(store.<Integer>read(handle -> handle.createQuery("select tries from job where id = 'a'")
                    .mapTo(Integer.class).one())).isEqualTo(1);
            store.write(handle -> handle.execute("update job set unwanted = true where id = 'a'"));
            assertThat(twice(store, handle -> JobTable.dispatch(handle, "a", "one"))).containsExactly(false, false);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN parts of an answer WHEN they are written twice THEN each is there once, and the answer goes on behind them")
    void append_twice(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Events events = new Events(store, job -> {
            });
            assertThat(events.begin("a")).isZero();
            events.append("a", 0, List.of(REQUEST, REQUEST));
            events.append("a", 0, List.of(REQUEST, REQUEST, REQUEST));

            assertThat(events.from("a", 0, 10)).extracting(Events.Event::number).containsExactly(0, 1, 2);
            assertThatThrownBy(() -> events.append("a", 2, List.of(new byte[]{1}))).as("another process' part")
                    .hasStackTraceContaining("another gateway writes");
            assertThat(events.from("a", 2, 10)).singleElement().extracting(Events.Event::data).isEqualTo(REQUEST);
            assertThat(events.begin("a")).as("behind a mark").isEqualTo(4);
            assertThat(events.from("a", 3, 10)).singleElement().matches(Events.Event::isRestart);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a job that fails before a provider is asked WHEN it is put back THEN that is a try, and one that was held up is none")
    void putBack_beforeProvider(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            store.write(handle -> insert(handle, "a", null));
            store.write(handle -> JobTable.putBack(handle, "a", "one", 0, true));
            store.write(handle -> JobTable.putBack(handle, "a", "one", 0, false));
            assertThat(tries(store)).isEqualTo(1);
            store.write(handle -> JobTable.dispatch(handle, "a", "one"));
            store.write(handle -> JobTable.putBack(handle, "a", "one", 0, false));
            assertThat(tries(store)).isEqualTo(1);
            store.write(handle -> JobTable.dispatch(handle, "a", "one"));
            store.write(handle -> JobTable.putBack(handle, "a", "one", 0, true));
            assertThat(tries(store)).isEqualTo(2);
        }
    }

    private static int tries(Store store) {
        return store.read(handle -> handle.createQuery("select tries from job where id = 'a'").mapTo(Integer.class)
                .one());
    }
}
