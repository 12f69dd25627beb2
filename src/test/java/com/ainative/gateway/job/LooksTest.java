package com.ainative.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is looked up regularly while jobs are done: it must not cost more with every job that is kept. */
@Timeout(60)
class LooksTest {

    @TempDir
    private Path data;

    static Stream<Named<Consumer<Handle>>> looks() {
        return Stream.of(Named.of("how many wait", JobTable::waiting),
                Named.of("how many wait here", handle -> JobTable.waiting(handle, "me")),
                Named.of("who waits", JobTable::waitingByCaller),
                Named.of("what is to be done", handle -> JobTable.toDo(handle, "me", List.of(), List.of(), 1, 9)),
                Named.of("what is due next", handle -> JobTable.nextDue(handle, "me", 1)),
                Named.of("what is to be delivered",
                        handle -> DeliveryTable.due(handle, Address.Kind.QUEUE, "me", Set.of(), Set.of(), 1, 9)),
                Named.of("what is old", handle -> OldJobs.step(handle, 1)),
                Named.of("who is not known", handle -> Tenure.meet(handle, 1)),
                Named.of("what is handed over", handle -> Tenure.handOver(handle, "me", "you")));
    }

    @ParameterizedTest
    @MethodSource("looks")
    @DisplayName("GIVEN what is looked up regularly WHEN the database is asked how THEN it reads no whole table, and no index from end to end")
    void look_byIndex(Consumer<Handle> look) {
        try (Store store = new Store(StoreConfig.DEFAULT, data)) {
            List<String> plans = store.read(handle -> plans(handle, look));
            assertThat(plans).isNotEmpty().allSatisfy(plan -> assertThat(plan)
                    // A constraint behind the name of each index says where its reading begins and ends.
                    .containsPattern("/\\* public\\.\\w+: [^*]+\\*/")
                    .doesNotContain("tableScan").doesNotContain("IS NULL */"));
        }
    }

    private static List<String> plans(Handle handle, Consumer<Handle> look) {
        List<String> asked = new ArrayList<>();
        handle.setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                asked.add(context.getParsedSql().getSql());
            }
        });
        look.accept(handle);
        handle.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        return asked.stream().map(sql -> plan(handle, sql)).toList();
    }

    private static String plan(Handle handle, String sql) {
        var explained = handle.createQuery("explain " + sql.replaceAll("(?i) for update skip locked", ""));
        List<Object> nothing = Collections.nCopies((int) sql.chars().filter(c -> c == '?').count(), 1);
        for (int i = 0; i < nothing.size(); i++) {
            explained.bind(i, nothing.get(i));
        }
        return explained.mapTo(String.class).one().replaceAll("\\s+", " ");
    }
}
