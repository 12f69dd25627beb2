package com.ainative.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.observe.CapturedLog;
import com.ainative.gateway.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Timeout(60)
@Isolated("listens to what all log")
class BatchesTest {

    private static final Duration KEEP = Duration.ofDays(7);

    @TempDir
    Path data;

    @Test
    @DisplayName("GIVEN a batch whose files cannot be written for want of memory WHEN looked at again and again THEN others go on, it is told once, and it ends when it can")
    void look_error() {
        AtomicBoolean scarce = new AtomicBoolean(true);
        try (CapturedLog log = CapturedLog.open();
                BatchStage stage = new BatchStage(Stores.H2, data);
                Batches batches = new Batches(stage.store, stage.jobs, KEEP, scarceWhenWriting(scarce, stage.clock))) {
            Batch first = stage.accepted("batch_0", BatchStage.requests(1)); // looked at before all others
            stage.steps(() -> false).goOn(first);
            stage.sql("update job set state = 'answered', status = 200, reply = request, provider = 'p', ended_at = 1");

            for (int others = 0; others < 2; others++) {
                String other = batches.create(BatchStage.CALLER, first.inputFile(), null).id();
                await().until(() -> stage.batch(other).state() == BatchState.IN_PROGRESS);
            }

            assertThat(stage.batch(first.id()).state()).isEqualTo(BatchState.FINALIZING);
            assertThat(log.events()).filteredOn(event -> event.contains("batch_0")).singleElement().asString()
                    .contains("OutOfMemoryError");
            scarce.set(false);
            await().until(() -> {
                batches.wake();
                return stage.batch(first.id()).state() == BatchState.COMPLETED;
            });
        }
    }

    private static InstantSource scarceWhenWriting(AtomicBoolean scarce, InstantSource clock) {
        return () -> {
            if (scarce.get() && StackWalker.getInstance().walk(frames -> frames
                    .anyMatch(frame -> frame.getClassName().equals(WriteAnswers.class.getName())))) {
                throw new OutOfMemoryError("of a test");
            }
            return Instant.ofEpochMilli(clock.millis());
        };
    }
}
