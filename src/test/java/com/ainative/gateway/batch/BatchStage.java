package com.ainative.gateway.batch;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.config.JobsConfig;
import com.ainative.gateway.job.Jobs;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A store and jobs that never get to a provider, at a time of the test's choice. */
final class BatchStage implements AutoCloseable {

    static final Caller CALLER = new Caller("me", "pro", List.of("a", "b"));
    static final Caller OTHER = new Caller("other", "pro", List.of());

    final AtomicLong now = new AtomicLong(1_800_000_000_000L);
    final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    final Store store;
    final Jobs jobs;
    final Files files;
    private final CountDownLatch over = new CountDownLatch(1);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

    BatchStage(Stores kind, Path data) {
        store = new Store(kind.fresh(), data);
        jobs = new Jobs(store, JobsConfig.DEFAULT, run -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, model -> false, timer, clock);
        files = new Files(store, Duration.ofDays(7), clock);
    }

    StoredFile upload(String text) {
        return files.keep(CALLER, new Upload("in.jsonl", text.getBytes(StandardCharsets.UTF_8)));
    }

    static String requests(int lines) {
        return IntStream.range(0, lines).mapToObj(i -> "{\"custom_id\":\"r" + i
                + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                + "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + i + "\"}]}}")
                .collect(Collectors.joining("\n"));
    }

    /** As if a gateway had accepted it and died at once. */
    Batch accepted(String input) {
        return accepted("batch_1", input);
    }

    Batch accepted(String id, String input) {
        long time = now.get();
        Batch batch = new Batch(id, CALLER, upload(input).id(), null, BatchState.VALIDATING, false, 0, 0, 0,
                null, 0, null, null,
                new Batch.Times(time, time + Batches.WINDOW.toMillis(), null, null, null, null));
        store.write(handle -> {
            BatchTable.insert(handle, batch, Files.fingerprint(CALLER));
            return true;
        });
        return batch;
    }

    BatchSteps steps(BooleanSupplier stopping) {
        return new BatchSteps(store, jobs, files, clock, stopping);
    }

    Batch batch(String id) {
        return store.read(handle -> BatchTable.find(handle, id)).orElseThrow();
    }

    int count(String sql) {
        return store.read(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }

    int sql(String sql) {
        return store.write(handle -> handle.execute(sql));
    }

    List<String> lines(Optional<String> file) {
        return files.whole(file.orElseThrow(), Files.fingerprint(CALLER)).map(bytes -> new String(bytes,
                StandardCharsets.UTF_8).lines().toList()).orElseThrow();
    }

    @Override
    public void close() {
        jobs.drain(Duration.ZERO); // begins no more
        over.countDown();
        jobs.drain(Duration.ofSeconds(10));
        jobs.close();
        store.close();
        timer.shutdownNow();
    }
}
