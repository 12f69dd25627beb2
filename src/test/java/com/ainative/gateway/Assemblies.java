package com.ainative.gateway;

import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.batch.Batches;
import com.ainative.gateway.job.Jobs;
import com.ainative.gateway.observe.Readiness;
import com.ainative.gateway.provider.ProviderHttp;
import com.ainative.gateway.reload.Assembly;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** The gateway's own assembly, for tests that are not beside it. */
public final class Assemblies {

    /** Where none are kept. */
    static final Supplier<Jobs> NO_JOBS = () -> {
        throw new IllegalStateException("no jobs are kept here");
    };

    static final Supplier<Batches> NO_BATCHES = () -> {
        throw new IllegalStateException("no batches are kept here");
    };

    private Assemblies() {
    }

    public static Assembly of(Vertx vertx, ExecutorService virtualThreads, ProviderHttp providerHttp,
            SigningKeys keys) {
        return new GatewayAssembly(vertx, virtualThreads, providerHttp, Access.of(keys), new Readiness(),
                InstantSource.system(),
                NO_JOBS, NO_BATCHES, Path.of("target", "no-files"));
    }
}
