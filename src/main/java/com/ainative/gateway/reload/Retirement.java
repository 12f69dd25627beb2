package com.ainative.gateway.reload;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.http.GatewayHttpEngine;
import com.ainative.gateway.http.OpenStreams;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets old generations end: what is inside their routes finishes, then the routes stop, and the streams they began go on
 * alone. What still runs at the limit is ended with a word to its caller.
 */
final class Retirement implements AutoCloseable {

    private static final Failure TOO_LONG = ErrorCode.OVERLOADED
            .because("The gateway's routes have changed, and this took longer than the old ones are kept; ask again.");

    private final ScheduledExecutorService timer;
    private final Executor blocking;
    private final Fetching fetching;
    private final Set<Generation> retiring = ConcurrentHashMap.newKeySet();

    /** @param blocking where the last request is waited for; a thread for each generation that retires */
    Retirement(ScheduledExecutorService timer, Executor blocking, Fetching fetching) {
        this.timer = timer;
        this.blocking = blocking;
        this.fetching = fetching;
    }

    /** @param limit how long what runs in it may still take */
    void retire(Generation old, Duration limit) {
        retiring.add(old);
        GatewayHttpEngine engine = old.engine();
        OpenStreams streams = engine.openStreams();
        // The timer must not hold the routes: streams may keep it waiting long after they have gone.
        AtomicReference<@Nullable GatewayHttpEngine> inside = new AtomicReference<>(engine);
        ScheduledFuture<?> atTheLimit = timer.schedule(() -> {
            GatewayHttpEngine late = inside.get();
            if (late != null) {
                late.breakOff(TOO_LONG);
            }
            streams.breakOff(TOO_LONG);
        }, limit.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> passedOn = fetching.settled();
        blocking.execute(() -> {
            engine.retire().join();
            passedOn.join();
            inside.set(null);
            try {
                old.close();
            } finally {
                retiring.remove(old);
            }
            if (streams.count() == 0) {
                atTheLimit.cancel(false);
            }
        });
    }

    /** Generations whose routes have not stopped yet. */
    int count() {
        return retiring.size();
    }

    @Override
    public void close() {
        retiring.forEach(Generation::close);
    }
}
