package com.ainative.gateway.reload.preview;

import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.http.Cancellation;
import com.ainative.gateway.reload.Assembly;
import com.ainative.gateway.reload.Candidate;
import com.ainative.gateway.reload.Outcomes;
import com.ainative.gateway.reload.Reload;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an operator what a change would change, by the requests that come in meanwhile. One preview at a time; a change of
 * what serves is not held up by it, but ends it, for then it would compare with what is gone.
 */
public final class Preview implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Preview.class);

    /** Why a preview is over. */
    private enum End {
        TIME,
        CHANGED,
        ABANDONED,
        CLOSING
    }

    private final Vertx vertx;
    private final Assembly assembly;
    private final Reload reload;
    private final Semaphore free = new Semaphore(1);
    private volatile CompletableFuture<End> end = new CompletableFuture<>();
    private volatile boolean closing;

    public Preview(Vertx vertx, Assembly assembly, Reload reload) {
        this.vertx = vertx;
        this.assembly = assembly;
        this.reload = reload;
    }

    /**
     * Runs all checks of a candidate, then holds it against live requests. Blocks for so long.
     *
     * @param files routes and goldens; null for those in the gateway's own folders
     * @param sample the share of requests that are copied, at most 1
     * @param asking ends it when cancelled
     * @throws com.ainative.gateway.config.ProblemsException with everything that is wrong with the candidate
     * @throws com.ainative.gateway.error.GatewayException with a 409 when there is another, or a change; with a 503 when
     *     the gateway stops
     */
    public Report run(@Nullable List<SourceFile> files, Duration time, double sample, Cancellation asking) {
        if (!free.tryAcquire()) {
            throw ErrorCode.BUSY.because("Another preview is running; try again when it is done.").toException();
        }
        try {
            CompletableFuture<End> ending = new CompletableFuture<>();
            end = ending;
            // Only now: what closes this either ends the preview, or is seen here.
            if (closing) {
                throw stopping();
            }
            asking.onCancel(() -> ending.complete(End.ABANDONED));
            return compare(files, time, sample, ending);
        } finally {
            free.release();
        }
    }

    private Report compare(@Nullable List<SourceFile> files, Duration time, double sample,
            CompletableFuture<End> ending) {
        try (Comparison comparison = reload.tryOut(files,
                (candidate, live) -> begin(candidate, live, sample, () -> ending.complete(End.CHANGED)))) {
            LOG.info("generation {} is held against live requests for {} s", comparison.generation(),
                    time.toSeconds());
            return switch (ending.completeOnTimeout(End.TIME, time.toMillis(), TimeUnit.MILLISECONDS).join()) {
                case TIME -> comparison.end();
                case CHANGED -> throw ErrorCode.BUSY.because("Generation " + reload.generation()
                        + " serves since: what this preview compared with is gone. Begin it anew.").toException();
                case ABANDONED -> throw ErrorCode.CLIENT_GONE.because("The operator left.").toException();
                case CLOSING -> throw stopping();
            };
        }
    }

    private static GatewayException stopping() {
        return ErrorCode.OVERLOADED.because("The gateway stops.").toException();
    }

    private Comparison begin(Candidate candidate, Outcomes live, double sample, Runnable whenOver) {
        String generation = candidate.sources().hash();
        Decider decider = Decider.open(vertx, assembly, candidate.sources(), candidate.config().config());
        return new Comparison(generation, live, decider, sample, new Copies(Copies.MOST, Copies.MOST_BYTES), whenOver);
    }

    /** Ends what runs, and waits until nothing of it is left; none begins any more. */
    @Override
    public void close() {
        closing = true;
        end.complete(End.CLOSING);
        free.acquireUninterruptibly();
        free.release();
    }
}
