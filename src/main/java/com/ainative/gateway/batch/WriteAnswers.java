package com.ainative.gateway.batch;

import com.ainative.gateway.job.BatchJobs;
import com.ainative.gateway.job.JobIds;
import com.ainative.gateway.job.JobView;
import com.ainative.gateway.store.Store;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Writes what came of a batch to its two files, some lines in a commit that also says how far it is. Whoever goes on
 * begins there, and of several who go on at once one commits.
 */
final class WriteAnswers {

    private static final int LINES = 100;
    /** Of answers that are held at once. */
    private static final long BYTES = 8 << 20;

    private final Store store;
    private final BatchJobs jobs;
    private final Files files;
    private final InstantSource clock;

    WriteAnswers(Store store, BatchJobs jobs, Files files, InstantSource clock) {
        this.store = store;
        this.jobs = jobs;
        this.files = files;
        this.clock = clock;
    }

    /** @return whether there is nothing left to write, and the batch has ended by this */
    boolean some(Batch batch) {
        int from = batch.nextLine();
        int before = jobs.before(batch.id(), from, LINES, BYTES);
        List<String> customIds = store
                .read(handle -> BatchTable.customIds(handle, batch.id(), from, before));
        if (customIds.isEmpty()) {
            return end(batch);
        }
        Map<Integer, JobView> done = jobs.ofLines(batch.id(), from, before).stream()
                .collect(Collectors.toMap(JobView::line, Function.identity()));
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        for (int i = 0; i < customIds.size(); i++) {
            JobView job = done.get(from + i);
            (OutputLine.isAnswer(job) ? answers : errors)
                    .writeBytes(OutputLine.of(batch, from + i, customIds.get(i), job));
        }
        StoredFile output = fresh(batch, "output");
        StoredFile error = fresh(batch, "error");
        store.write(handle -> {
            if (!BatchTable.taken(handle, batch, from + customIds.size())) {
                return false;
            }
            if (answers.size() > 0) {
                FileTable.append(handle, output(handle, batch, output), Files.parts(answers.toByteArray()));
            }
            if (errors.size() > 0) {
                FileTable.append(handle, errors(handle, batch, error), Files.parts(errors.toByteArray()));
            }
            return true;
        });
        return false;
    }

    private StoredFile fresh(Batch batch, String what) {
        return files.fresh(StoredFile.OUTPUT, batch.id() + "_" + what + ".jsonl", 0, 0);
    }

    private static String output(Handle handle, Batch batch, StoredFile fresh) {
        if (batch.outputFile() != null) {
            return batch.outputFile();
        }
        FileTable.insert(handle, fresh, JobIds.fingerprint(batch.caller().subject()));
        BatchTable.outputFile(handle, batch.id(), fresh.id());
        return fresh.id();
    }

    private static String errors(Handle handle, Batch batch, StoredFile fresh) {
        if (batch.errorFile() != null) {
            return batch.errorFile();
        }
        FileTable.insert(handle, fresh, JobIds.fingerprint(batch.caller().subject()));
        BatchTable.errorFile(handle, batch.id(), fresh.id());
        return fresh.id();
    }

    private boolean end(Batch batch) {
        BatchState end = batch.state() == BatchState.CANCELLING
                ? BatchState.CANCELLED
                : batch.expired() ? BatchState.EXPIRED : BatchState.COMPLETED;
        long now = clock.millis();
        return store.write(handle -> {
            if (!BatchTable.ended(handle, batch, end, now)) {
                return false;
            }
            FileTable.whole(handle, batch.outputFile());
            FileTable.whole(handle, batch.errorFile());
            return true;
        });
    }
}
