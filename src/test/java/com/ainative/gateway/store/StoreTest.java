package com.ainative.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.fake.SilentProxy;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {

    @TempDir
    Path data;

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a store WHEN bytes are written THEN the next one to open it reads them")
    void write_readAgain(Stores kind) {
        byte[] body = "{\"ü\":1}".getBytes(StandardCharsets.UTF_8);
        StoreConfig config = kind.fresh();
        try (Store store = new Store(config, data)) {
            store.write(handle -> event(handle, "a", 1, body));
        }
        try (Store again = new Store(config, data)) {
            byte[] read = again.read(handle -> handle.createQuery("select data from job_event where job = 'a'")
                    .mapTo(byte[].class).one());
            assertThat(read).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete from flyway_schema_history where version is not null",
        "update flyway_schema_history set success = false where version is not null"})
    @DisplayName("GIVEN a process that ended, or whose disk was full, while it made its tables WHEN the next one opens them THEN it makes the rest")
    void open_halfMade(String left) {
        try (Store store = new Store(Stores.H2.fresh(), data)) {
            store.write(handle -> event(handle, "a", 1, new byte[0]) + handle.execute("drop table batch_line")
                    + handle.execute("drop index job_batch") + handle.execute(left));
        }
        try (Store again = new Store(Stores.H2.fresh(), data)) {
            assertThat(again.<Integer>read(handle -> handle.createQuery("select count(*) from job_event")
                    .mapTo(Integer.class).one())).isEqualTo(1);
            assertThat(again.<Integer>read(handle -> handle.createQuery("select count(*) from batch_line")
                    .mapTo(Integer.class).one())).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN changes at once, one of them wrong WHEN written THEN that one fails alone")
    void write_oneFails(Stores kind) throws Exception {
        try (Store store = new Store(kind.fresh(), data);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            store.write(handle -> event(handle, "taken", 1, new byte[0]));
            List<Callable<Integer>> changes = IntStream.range(0, 100).<Callable<Integer>>mapToObj(i -> () -> store
                    .write(handle -> event(handle, i == 50 ? "taken" : "job" + i, 1, new byte[0]))).toList();
            List<Future<Integer>> done = threads.invokeAll(changes);
            assertThat(done).filteredOn(change -> change.state() == Future.State.FAILED).hasSize(1);
            assertThat(done.get(50).exceptionNow()).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("The store refused what it was asked for: ");
            int rows = store
                    .read(handle -> handle.createQuery("select count(*) from job_event").mapTo(Integer.class).one());
            assertThat(rows).isEqualTo(100);
        }
    }

    @Test
    @DisplayName("GIVEN a database nobody can reach WHEN it is needed THEN it is away, and again the next time")
    void write_away() {
        try (Store store = new Store(new StoreConfig("jdbc:postgresql://127.0.0.1:1/x", "nobody", null), data)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> store.write(handle -> 1)).isInstanceOf(StoreAwayException.class)
                        .hasMessageContaining("cannot be used just now");
            }
        }
    }

    @Test
    @DisplayName("GIVEN a closed store WHEN written to THEN it says so")
    void write_closed() {
        Store store = new Store(StoreConfig.DEFAULT, data);
        assertThat(store.mayHoldSomething()).isFalse();
        store.write(handle -> event(handle, "a", 1, new byte[0]));
        assertThat(store.mayHoldSomething()).isTrue();
        store.close();
        assertThatThrownBy(() -> store.write(handle -> 1)).isInstanceOf(StoreAwayException.class);
    }

    @Test
    @DisplayName("GIVEN the url of another database WHEN configured THEN it is refused by name")
    void new_otherDatabase() {
        assertThatThrownBy(() -> new Store(new StoreConfig("jdbc:mysql://x/y", null, null), data))
                .hasMessageContaining("jdbc:h2: nor jdbc:postgresql:");
    }

    @Test
    @DisplayName("GIVEN a thread that is interrupted WHEN it reads THEN the store goes on for the others")
    void read_interrupted() throws Exception {
        try (Store store = new Store(StoreConfig.DEFAULT, data)) {
            store.write(handle -> event(handle, "a", 1, new byte[100_000]));
            Thread interrupted = Thread.ofVirtual().start(() -> {
                Thread.currentThread().interrupt();
                try {
                    store.read(handle -> handle.createQuery("select data from job_event").mapTo(byte[].class).list());
                } catch (RuntimeException e) {
                    // It may fail; the others must not.
                }
            });
            interrupted.join();
            store.write(handle -> event(handle, "b", 1, new byte[100_000]));
            assertThat(store.<Integer>read(
                    handle -> handle.createQuery("select count(*) from job_event").mapTo(Integer.class).one()))
                    .isEqualTo(2);
        }
    }

    @Test
    @Timeout(20)
    @DisplayName("GIVEN a database that has closed itself, as when its disk is full WHEN it is used THEN that fails once, and it is opened again")
    void write_databaseClosed() {
        try (Store store = new Store(StoreConfig.DEFAULT, data)) {
            store.write(handle -> event(handle, "a", 1, new byte[0]));

            assertThatThrownBy(() -> store.read(handle -> handle.execute("shutdown immediately")))
                    .isInstanceOf(StoreAwayException.class);

            assertThat(store.<Integer>write(handle -> event(handle, "b", 1, new byte[0]))).isEqualTo(1);
            assertThat(store.<Integer>read(
                    handle -> handle.createQuery("select count(*) from job_event").mapTo(Integer.class).one()))
                    .isEqualTo(2);
        }
    }

    @Test
    @Timeout(30)
    @DisplayName("GIVEN a PostgreSQL that says nothing more, and closes nothing WHEN written to THEN that is away after the timeout of its url, and there again once it speaks")
    void write_silent() throws IOException {
        StoreConfig direct = Stores.POSTGRESQL.fresh();
        Matcher server = Pattern.compile("//[^/]+:([0-9]+)/").matcher(direct.url());
        assertThat(server.find()).isTrue();
        try (SilentProxy proxy = SilentProxy.to(Integer.parseInt(server.group(1)));
                Store store = new Store(new StoreConfig(
                        server.replaceFirst("//127.0.0.1:" + proxy.port() + "/") + "&socketTimeout=1", direct.user(),
                        direct.password()), data)) {
            store.write(handle -> event(handle, "a", 1, new byte[0]));

            proxy.fallSilent();
            assertThatThrownBy(() -> store.write(handle -> event(handle, "b", 1, new byte[0])))
                    .isInstanceOf(StoreAwayException.class);

            proxy.speak();
            await().ignoreException(StoreAwayException.class)
                    .until(() -> store.<Integer>write(handle -> event(handle, "c", 1, new byte[0])) == 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 2000, 60000, true",
        "&connectTimeout=9&socketTimeout=700&tcpKeepAlive=false, 9000, 700000, false"})
    @DisplayName("GIVEN a url that says nothing of timeouts, or something WHEN connected THEN the usual ones hold, or its own")
    void open_timeouts(String said, int connectMillis, int silentMillis, boolean keptAlive) throws SocketException {
        StoreConfig server = Stores.POSTGRESQL.fresh();
        RecordedSockets.MADE.clear();
        try (Store store = new Store(new StoreConfig(
                server.url() + "&socketFactory=" + RecordedSockets.class.getName() + said, server.user(),
                server.password()), data)) {
            store.read(handle -> handle.execute("select 1"));

            RecordedSockets.Recorded socket = RecordedSockets.MADE.element();
            assertThat(socket.connectMillis).isEqualTo(connectMillis);
            assertThat(socket.getSoTimeout()).isEqualTo(silentMillis);
            assertThat(socket.getKeepAlive()).isEqualTo(keptAlive);
        }
    }

    private static int event(Handle handle, String job, int n, byte[] data) {
        return handle.execute("insert into job_event (job, n, data) values (?, ?, ?)", job, n, data);
    }
}
