package com.ainative.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.store.Stores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class BatchStepsTest {

    private static final String ANSWER = "update job set state = 'answered', status = 200, reply = request,"
            + " provider = 'p', ended_at = 1 where ";

    @TempDir
    Path data;

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a batch broken off at each step WHEN gone on with THEN each line is one job and one answer")
    void goOn_brokenOff(Stores kind) {
        try (BatchStage stage = new BatchStage(kind, data)) {
            Batch batch = stage.accepted(BatchStage.requests(1_200));
            AtomicInteger asked = new AtomicInteger();
            stage.steps(() -> asked.incrementAndGet() > 1).goOn(batch);
            assertThat(stage.count("select count(*) from job")).isEqualTo(500);
            assertThat(stage.batch(batch.id()).state()).isEqualTo(BatchState.VALIDATING);
            stage.steps(() -> false).goOn(batch);
            stage.steps(() -> false).goOn(batch); // another gateway that is late
            assertThat(stage.count("select count(*) from job")).isEqualTo(1_200);
            assertThat(stage.count("select count(distinct line) from job where priority = 2")).isEqualTo(1_200);

            stage.sql(ANSWER + "line < 1000");
            stage.steps(() -> false).goOn(stage.batch(batch.id()));
            assertThat(stage.batch(batch.id())).satisfies(half -> {
                assertThat(half.state()).isEqualTo(BatchState.IN_PROGRESS);
                assertThat(half.total()).isEqualTo(1_200);
                assertThat(half.completed()).isEqualTo(1_000);
            });
            stage.sql("update job set state = 'unknown', status = 500, reply = request, ended_at = 1"
                    + " where line >= 1000 and line < 1100");
            stage.sql("update job set state = 'dead', status = 502, reply = request, ended_at = 1 where line >= 1100");

            asked.set(0);
            stage.steps(() -> asked.incrementAndGet() > 2).goOn(stage.batch(batch.id()));
            Batch half = stage.batch(batch.id());
            assertThat(half.state()).isEqualTo(BatchState.FINALIZING);
            assertThat(half.nextLine()).isEqualTo(200);
            assertThat(stage.files.find(half.outputFile() + "", BatchStage.CALLER)).isEmpty();
            WriteAnswers late = new WriteAnswers(stage.store, stage.jobs.batches(), stage.files, stage.clock);
            stage.steps(() -> false).goOn(half);
            assertThat(late.some(half)).isFalse(); // another gateway that is late

            Batch done = stage.batch(batch.id());
            assertThat(done.state()).isEqualTo(BatchState.COMPLETED);
            assertThat(done.completed()).isEqualTo(1_000);
            assertThat(done.failed()).isEqualTo(200);
            assertThat(stage.lines(Optional.ofNullable(done.outputFile()))).hasSize(1_000).doesNotHaveDuplicates()
                    .element(999).asString().contains("\"custom_id\":\"r999\"").contains("\"status_code\":200");
            assertThat(stage.lines(Optional.ofNullable(done.errorFile()))).hasSize(200)
                    .satisfies(lines -> assertThat(lines.get(0)).contains("\"outcome_unknown\""))
                    .satisfies(lines -> assertThat(lines.get(199)).contains("\"status_code\":502"));
            // Dead letters stay for operators.
            assertThat(stage.count("select count(*) from job")).isEqualTo(200);
            assertThat(stage.count("select count(*) from batch_line")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a window that is over WHEN looked at THEN what has not begun is cancelled, and the batch expired")
    void batch_expired(Stores kind) {
        try (BatchStage stage = new BatchStage(kind, data);
                Batches batches = new Batches(stage.store, stage.jobs, Duration.ofDays(7), stage.clock)) {
            String input = stage.upload(BatchStage.requests(3)).id();
            String id = batches.create(BatchStage.CALLER, input, null).id();
            await().until(() -> stage.batch(id).state() == BatchState.IN_PROGRESS);
            stage.sql(ANSWER + "line = 1");
            stage.now.addAndGet(Batches.WINDOW.toMillis());
            await().until(() -> {
                batches.wake();
                return stage.batch(id).state() == BatchState.EXPIRED;
            });
            Batch batch = stage.batch(id);
            assertThat(stage.lines(Optional.ofNullable(batch.outputFile()))).singleElement().asString()
                    .contains("\"r1\"");
            assertThat(stage.lines(Optional.ofNullable(batch.errorFile()))).hasSize(2)
                    .allMatch(line -> line.contains("\"batch_expired\"") && line.contains("\"response\":null"));
            assertThat(BatchJson.of(batch).path("expired_at").longValue()).isEqualTo(stage.now.get() / 1_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a batch cancelled before its lines were jobs WHEN gone on with THEN none becomes one")
    void cancel_early(Stores kind) {
        try (BatchStage stage = new BatchStage(kind, data)) {
            Batch batch = stage.accepted(BatchStage.requests(3));
            stage.store.write(handle -> BatchTable.cancelling(handle, batch.id(), 1));
            stage.steps(() -> false).goOn(batch); // read before it was cancelled
            assertThat(stage.count("select count(*) from job")).isZero();
            stage.steps(() -> false).goOn(stage.batch(batch.id()));
            assertThat(stage.batch(batch.id()).state()).isEqualTo(BatchState.CANCELLED);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN an input file that is deleted WHEN the batch is read THEN it has failed and says why")
    void validate_deleted(Stores kind) {
        try (BatchStage stage = new BatchStage(kind, data)) {
            Batch batch = stage.accepted(BatchStage.requests(1));
            assertThat(stage.files.delete(batch.inputFile(), BatchStage.OTHER)).isFalse();
            assertThat(stage.files.delete(batch.inputFile(), BatchStage.CALLER)).isTrue();
            stage.steps(() -> false).goOn(batch);
            Batch failed = stage.batch(batch.id());
            assertThat(failed.state()).isEqualTo(BatchState.FAILED);
            assertThat(new String(failed.errors(), StandardCharsets.UTF_8)).contains("input_file_deleted");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN an input file that is deleted when some of its lines are jobs WHEN the batch is read again THEN it has failed, and none of them begins any more")
    void validate_deletedHalfway(Stores kind) {
        try (BatchStage stage = new BatchStage(kind, data)) {
            Batch batch = stage.accepted(BatchStage.requests(600));
            AtomicInteger asked = new AtomicInteger();
            stage.steps(() -> asked.incrementAndGet() > 1).goOn(batch);
            assertThat(stage.count("select count(*) from job where state = 'accepted'")).isPositive();
            assertThat(stage.files.delete(batch.inputFile(), BatchStage.CALLER)).isTrue();
            stage.steps(() -> false).goOn(batch);
            assertThat(stage.batch(batch.id()).state()).isEqualTo(BatchState.FAILED);
            assertThat(stage.count("select count(*) from job where state = 'accepted'")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a batch that another gateway has read meanwhile WHEN its file is gone THEN it goes on, and none of its lines is cancelled")
    void validate_stale(Stores kind) {
        try (BatchStage stage = new BatchStage(kind, data)) {
            Batch stale = stage.accepted(BatchStage.requests(3));
            stage.steps(() -> false).goOn(stale);
            assertThat(stage.files.delete(stale.inputFile(), BatchStage.CALLER)).isTrue();

            stage.steps(() -> false).goOn(stale);

            assertThat(stage.batch(stale.id()).state()).isEqualTo(BatchState.IN_PROGRESS);
            assertThat(stage.count("select count(*) from job where state = 'cancelled'")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"H2, in_progress", "H2, cancelling", "POSTGRESQL, in_progress", "POSTGRESQL, cancelling"})
    @DisplayName("GIVEN a batch that another gateway has ended meanwhile WHEN one of its dead lines begins anew THEN a late look does not cancel it")
    void look_stale(Stores kind, String seen) {
        try (BatchStage stage = new BatchStage(kind, data)) {
            Batch batch = stage.accepted(BatchStage.requests(2));
            stage.steps(() -> false).goOn(batch);
            stage.sql(ANSWER + "true");
            stage.sql("update job set state = 'dead', status = 502 where line = 1");
            stage.now.addAndGet(Batches.WINDOW.toMillis());
            stage.sql("update batch set state = '" + seen + "'");
            Batch stale = stage.batch(batch.id());
            stage.steps(() -> false).goOn(stale);
            assertThat(stage.batch(batch.id()).state().isFinal()).isTrue();
            stage.sql("update job set state = 'accepted', ended_at = null where state = 'dead'");

            stage.steps(() -> false).goOn(stale);

            assertThat(stage.count("select count(*) from job where state = 'accepted'")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a gateway that died when it had written that a batch has failed WHEN swept THEN none of its lines begins any more")
    void sweep_failed(Stores kind) {
        try (BatchStage stage = new BatchStage(kind, data)) {
            AtomicInteger asked = new AtomicInteger();
            Batch batch = stage.accepted(BatchStage.requests(600));
            stage.steps(() -> asked.incrementAndGet() > 1).goOn(batch);
            stage.store.write(handle -> BatchTable.wrong(handle, batch.id(), new byte[0], stage.now.get()));

            stage.steps(() -> false).sweep();

            assertThat(stage.count("select count(*) from job where state = 'accepted'")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN large answers, one of them with a number nobody reads WHEN they are written THEN some at a time, and all")
    void finish_large(Stores kind) {
        try (BatchStage stage = new BatchStage(kind, data)) {
            Batch batch = stage.accepted(BatchStage.requests(5));
            stage.steps(() -> false).goOn(batch);
            byte[] large = ("{\"a\":\"" + "x".repeat(5 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
            byte[] number = ("{\"a\":" + "7".repeat(1_001) + "}").getBytes(StandardCharsets.UTF_8);
            stage.sql(ANSWER + "true");
            for (int line = 0; line < 5; line++) {
                int one = line;
                stage.store.write(handle -> handle.execute("update job set reply = ? where line = ?",
                        one == 4 ? number : large, one));
            }
            AtomicInteger asked = new AtomicInteger();
            stage.steps(() -> asked.incrementAndGet() > 2).goOn(stage.batch(batch.id()));
            assertThat(stage.batch(batch.id()).nextLine()).isEqualTo(2);
            stage.steps(() -> false).goOn(stage.batch(batch.id()));

            Batch done = stage.batch(batch.id());
            assertThat(done.state()).isEqualTo(BatchState.COMPLETED);
            assertThat(stage.lines(Optional.ofNullable(done.outputFile()))).hasSize(5).last().asString()
                    .contains("\"answer_not_kept\"");
        }
    }

    @Test
    @DisplayName("GIVEN a file too large for the memory WHEN its batch is read THEN it has failed, says so, and nothing of it begins")
    void validate_error() {
        try (BatchStage stage = new BatchStage(Stores.H2, data)) {
            Batch batch = stage.accepted(BatchStage.requests(600));
            AtomicInteger asked = new AtomicInteger();
            stage.steps(() -> {
                if (asked.incrementAndGet() > 1) {
                    throw new OutOfMemoryError("of a test");
                }
                return false;
            }).goOn(batch);
            Batch failed = stage.batch(batch.id());
            assertThat(failed.state()).isEqualTo(BatchState.FAILED);
            assertThat(BatchJson.of(failed).at("/errors/data/0/code").textValue()).isEqualTo("internal_error");
            assertThat(stage.count("select count(*) from job where state = 'cancelled'")).isEqualTo(500);
            assertThat(stage.count("select count(*) from job where state = 'accepted'")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN files older than they are kept, or half-written WHEN swept THEN they go, and others stay")
    void sweep_stale(Stores kind) {
        try (BatchStage stage = new BatchStage(kind, data)) {
            stage.upload("old");
            Batch batch = stage.accepted(BatchStage.requests(1)); // as old, and under way
            stage.now.addAndGet(Duration.ofDays(7).toMillis() + 1);
            stage.upload("half");
            stage.sql("update file set whole = false where bytes = 4");
            stage.now.addAndGet(Duration.ofHours(2).toMillis());
            stage.upload("fresh");
            stage.steps(() -> false).sweep();
            assertThat(stage.count("select count(*) from file")).isEqualTo(2);
            assertThat(stage.count("select count(*) from file_part")).isEqualTo(2);
            stage.steps(() -> false).goOn(batch);
            stage.sql("update batch set state = 'completed', ended_at = 1");
            stage.steps(() -> false).sweep();
            assertThat(stage.count("select count(*) from batch")).isZero();
            assertThat(stage.count("select count(*) from job")).isZero();
            assertThat(stage.files.find(batch.inputFile(), BatchStage.CALLER)).isEmpty();
            assertThat(stage.count("select count(*) from file")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a caller with as many as it may have WHEN it wants more THEN it is told, and others are not")
    void keep_quota(Stores kind) {
        try (BatchStage stage = new BatchStage(kind, data);
                Batches batches = new Batches(stage.store, stage.jobs, Duration.ofDays(7), stage.clock)) {
            String input = stage.upload(BatchStage.requests(1)).id();
            stage.upload("large");
            stage.sql("update file set bytes = " + (Files.MOST_BYTES - 3) + " where bytes = 5");
            assertThatThrownBy(() -> stage.upload("four")).hasMessageContaining("1024 MiB");
            assertThat(stage.files.keep(BatchStage.OTHER, new Upload("x", new byte[4])).bytes()).isEqualTo(4);
            for (int i = 0; i < Batches.MOST_UNDER_WAY; i++) {
                batches.create(BatchStage.CALLER, input, null);
            }
            assertThatThrownBy(() -> batches.create(BatchStage.CALLER, input, null))
                    .hasMessageContaining("under way");
            assertThatThrownBy(() -> batches.create(BatchStage.OTHER, input, null))
                    .hasMessageContaining("no such file");
        }
    }
}
