package com.ainative.gateway.batch;

import com.ainative.gateway.job.BatchJobs.Counts;
import com.ainative.gateway.job.Jobs;
import com.ainative.gateway.job.NewJob;
import com.ainative.gateway.job.Origin;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done of a batch in each of its states. Each step can be broken off anywhere and done again, and by several
 * gateways at once: what is on disk says what is left.
 */
final class BatchSteps {

    private static final Logger LOG = LoggerFactory.getLogger(BatchSteps.class);
    /** Behind all that comes over HTTP, unless that asks for less. */
    static final int PRIORITY = 2;
    /** Lines that become jobs in one commit. */
    private static final int GROUP = 500;
    private static final int OLD_AT_ONCE = 100;
    private static final String INPUT = "input_file_id";

    private final Store store;
    private final Jobs jobs;
    private final Files files;
    private final WriteAnswers writeAnswers;
    private final InstantSource clock;
    private final BooleanSupplier stopping;

    /** @param stopping whether to leave the rest to the next start */
    BatchSteps(Store store, Jobs jobs, Files files, InstantSource clock, BooleanSupplier stopping) {
        this.store = store;
        this.jobs = jobs;
        this.files = files;
        this.writeAnswers = new WriteAnswers(store, jobs.batches(), files, clock);
        this.clock = clock;
        this.stopping = stopping;
    }

    List<Batch> underWay() {
        return store.read(BatchTable::underWay);
    }

    /** Brings a batch as far as it can come now. */
    void goOn(Batch batch) {
        BatchState state = batch.state();
        switch (state) {
            case VALIDATING -> validate(batch);
            case IN_PROGRESS, CANCELLING -> look(batch);
            case FINALIZING -> finish(batch);
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> {
                // Nothing is left to do.
            }
        }
    }

    private void validate(Batch batch) {
        try {
            switch (read(batch)) {
                case ReadLines.Found.Broken broken -> fail(batch, broken.errors());
                case ReadLines.Found.Good good -> accept(batch, good.lines());
            }
        } catch (StoreAwayException e) {
            throw e;
        } catch (Throwable e) { // out of memory above all: what a file does to its reader it would do at the next look
            LOG.error("Batch {} has failed: it could not be validated", batch.id(), e);
            fail(batch, List.of(new LineError("internal_error", "The gateway could not read the file; its log says why."
                    + " Send it again, or as several smaller ones.", null, INPUT)));
        }
    }

    private ReadLines.Found read(Batch batch) {
        Optional<byte[]> input = files.whole(batch.inputFile(), Files.fingerprint(batch.caller()));
        return input.map(file -> ReadLines.of(file, batch.caller()))
                .orElseGet(() -> new ReadLines.Found.Broken(List.of(new LineError(
                        "input_file_deleted", "The file was deleted before it was read.", null, INPUT))));
    }

    private void fail(Batch batch, List<LineError> wrong) {
        byte[] errors = LineError.json(wrong);
        long now = clock.millis();
        if (store.<Boolean>write(handle -> BatchTable.wrong(handle, batch.id(), errors, now))) {
            jobs.batches().cancel(batch.id()); // of lines that were accepted when the file was still there
        }
    }

    /** Those that are jobs already, from before a crash, stay the same jobs. */
    private void accept(Batch batch, List<BatchLine> lines) {
        for (int from = 0; from < lines.size(); from += GROUP) {
            List<BatchLine> group = lines.subList(from, Math.min(lines.size(), from + GROUP));
            if (stopping.getAsBoolean()
                    || !jobs.acceptAll(group.stream().map(line -> job(batch, line)).toList(), handle -> {
                        boolean wanted = BatchTable.isStill(handle, batch);
                        if (wanted) {
                            BatchTable.insertLines(handle, batch.id(), group);
                        }
                        return wanted;
                    })) {
                return;
            }
        }
        long now = clock.millis();
        store.write(handle -> BatchTable.begun(handle, batch.id(), lines.size(), now));
    }

    private static NewJob job(Batch batch, BatchLine line) {
        return new NewJob(batch.caller(), "line:" + batch.id() + "/" + line.index(), Origin.BATCH, line.model(),
                PRIORITY, batch.times().expires(), line.request(), null, batch.id(), line.index());
    }

    private void look(Batch batch) {
        boolean late = batch.state() == BatchState.IN_PROGRESS && clock.millis() >= batch.times().expires();
        // Where it has ended meanwhile, an operator may have had dead lines of it begin anew.
        if (late
                ? store.<Boolean>write(handle -> BatchTable.expired(handle, batch.id()))
                : batch.state() == BatchState.CANCELLING
                        && store.<Boolean>write(handle -> BatchTable.isStill(handle, batch))) {
            jobs.batches().cancel(batch.id());
        }
        Counts counts = jobs.batches().counts(batch.id());
        long now = clock.millis();
        boolean done = store.write(handle -> BatchTable.counted(handle, batch, counts) && counts.open() == 0
                && (batch.state() == BatchState.CANCELLING || BatchTable.finalizing(handle, batch.id(), now)));
        if (done) {
            finish(batch);
        }
    }

    private void finish(Batch batch) {
        String id = batch.id();
        while (!stopping.getAsBoolean()) {
            Optional<Batch> now = store.read(handle -> BatchTable.find(handle, id));
            if (now.isEmpty() || now.get().state().isFinal()) {
                return;
            }
            if (writeAnswers.some(now.get())) {
                clear(id);
                return;
            }
        }
    }

    /** What came of the lines is in the files now: kept once, not twice. */
    private void clear(String id) {
        jobs.batches().forget(id);
        store.write(handle -> BatchTable.forgetLines(handle, id));
    }

    /** Removes what crashes left, and what has been kept long enough. */
    void sweep() {
        for (Batch ended : store.read(BatchTable::uncleared)) {
            if (ended.state() == BatchState.FAILED) {
                jobs.batches().cancel(ended.id());
            }
            clear(ended.id());
        }
        long before = clock.millis() - files.keep().toMillis();
        for (String old : store.read(handle -> BatchTable.endedBefore(handle, before, OLD_AT_ONCE))) {
            jobs.batches().forgetAll(old);
            store.write(handle -> BatchTable.forgetLines(handle, old) + BatchTable.delete(handle, old));
        }
        files.sweep();
    }
}
