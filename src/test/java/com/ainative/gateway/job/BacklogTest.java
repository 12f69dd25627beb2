package com.ainative.gateway.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.config.JobsConfig.OnUnknown;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who takes how much room among the jobs that wait, on both databases. */
@Timeout(120)
class BacklogTest {

    private static final byte[] REQUEST = "{}".getBytes(UTF_8);

    @TempDir
    private Path data;

    private static Job job(String id, String subject) {
        return new Job(id, new Caller(subject, "pro", List.of()), Origin.QUEUE, "fast", 4, 0, 0, null, REQUEST);
    }

    private static void waits(Store store, int count, String subject, Origin origin, String owner) {
        store.write(handle -> {
            for (int i = 0; i < count; i++) {
                String id = subject + origin + i + (owner.equals("another") ? "there" : "here");
                JobTable.insert(handle, id, new NewJob(new Caller(subject, "pro", List.of()), null, origin, "fast", 4,
                        null, REQUEST, null, null, 0), null, JobIds.fingerprint("request"), owner, 1, false);
            }
            return count;
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN one caller whose messages nobody refuses WHEN they are more than his share THEN he may bring no more, and others may")
    void isFull_shares(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = new Tenure(store, OnUnknown.PARK, model -> false);
            Backlog backlog = new Backlog(store, tenure, 10);
            waits(store, 30, "ann", Origin.QUEUE, tenure.id());
            waits(store, 50, "bob", Origin.BATCH, tenure.id());
            waits(store, 4, "bob", Origin.HTTP, tenure.id());

            backlog.count();

            assertThat(backlog.all()).isEqualTo(34);
            assertThat(backlog.isFullFor("ann")).isTrue();
            assertThat(backlog.isFullFor("bob")).isFalse();
            assertThat(backlog.isFull()).as("5 of ann's count, and 4 of bob's").isFalse();
            backlog.grows(job("b", "bob"));
            assertThat(backlog.isFullFor("bob")).isTrue();
            assertThat(backlog.isFull()).isTrue();
            backlog.shrinks(job("b", "bob"));
            assertThat(backlog.isFullFor("bob")).isFalse();
            assertThat(backlog.isFull()).isFalse();
            backlog.grows(6);
            assertThat(backlog.isFull()).as("40 are too many, whoever's they are").isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN jobs that wait for two gateways WHEN counted THEN with a store they share those of the other are not taken for this one's")
    void own_shared(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Tenure tenure = new Tenure(store, OnUnknown.PARK, model -> false);
            Backlog backlog = new Backlog(store, tenure, 10);
            waits(store, 2, "ann", Origin.HTTP, tenure.id());
            waits(store, 3, "ann", Origin.HTTP, "another");

            backlog.count();
            backlog.grows(1);

            assertThat(backlog.all()).isEqualTo(6);
            assertThat(backlog.own()).isEqualTo(store.isShared() ? 3 : 6);
        }
    }
}
