package com.ainative.gateway.reload;

import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.observe.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reloads without being asked over HTTP: when an operator has changed files and the folder is quiet, and on SIGHUP. */
public final class Following implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Reload reload;
    private final Readiness readiness;
    private final Executor blocking;
    private final FolderWatch watch;
    private final ScheduledFuture<?> looking;

    /** @param blocking a new thread for each reload */
    public Following(Reload reload, Readiness readiness, List<Path> folders, ScheduledExecutorService timer,
            Executor blocking) {
        this.reload = reload;
        this.readiness = readiness;
        this.blocking = blocking;
        this.watch = new FolderWatch(folders, reload.filesBesides());
        this.looking = timer.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
        HangUp.on(() -> reload(() -> reload.reloadInTurn("signal")));
    }

    private void look() {
        try {
            if (watch.isQuietAfterChange(reload.filesBesides())) {
                reload(() -> reload.follow("watch"));
            }
        } catch (RuntimeException e) { // the timer would never look again
            LOG.error("The folders could not be looked at", e);
        }
    }

    private void reload(Runnable change) {
        blocking.execute(() -> {
            try {
                change.run();
            } catch (ProblemsException refused) {
                refused.problems().forEach(problem -> LOG.error("{}", problem.told()));
                String why = "the routes and configuration on disk cannot be used; generation " + reload.generation()
                        + " serves on";
                LOG.error(why);
                readiness.degraded(Readiness.Part.ROUTES, why);
            } catch (RuntimeException e) { // nobody else would ever tell of it
                LOG.error("The routes could not be reloaded", e);
            }
        });
    }

    @Override
    public void close() {
        looking.cancel(false);
    }
}
