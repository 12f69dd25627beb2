package com.ainative.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.config.JobsConfig;
import com.ainative.gateway.job.Address;
import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.job.Jobs;
import com.ainative.gateway.job.NewJob;
import com.ainative.gateway.job.Origin;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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

    /**
     * A job whose answer goes to a queue in parts.
     *
     * @return its id
     */
    String streamed(String queue, int parts) {
        String job = jobs.accept(new NewJob(new Caller("me", "pro", List.of()), null, Origin.QUEUE, "fast", 4, null,
                "{}".getBytes(UTF_8), new Address(Kind.QUEUE, queue, null, "one"), null, 0)).id();
        store.write(handle -> {
            for (int n = 0; n < parts; n++) {
                handle.execute("insert into job_event (job, n, data) values (?, ?, ?)", job, n, "{}".getBytes(UTF_8));
            }
            return parts;
        });
        return job;
    }

    @Override
    public void close() {
        jobs.drain(Duration.ofSeconds(5));
        jobs.close();
        store.close();
        timer.shutdownNow();
    }
}
