package com.ainative.gateway.ingest;

import com.ainative.gateway.config.JobsConfig;
import com.ainative.gateway.job.Jobs;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Jobs that nobody does, with a database of their own. */
final class JobStage implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final Store store;
    private final Jobs jobs;

    JobStage(Path data) {
        store = new Store(Stores.H2.fresh(), data);
        jobs = new Jobs(store, JobsConfig.DEFAULT, run -> {
        }, model -> false, timer, InstantSource.system());
    }

    Jobs jobs() {
        return jobs;
    }

    @Override
    public void close() {
        jobs.drain(Duration.ofSeconds(5));
        jobs.close();
        store.close();
        timer.shutdownNow();
    }
}
