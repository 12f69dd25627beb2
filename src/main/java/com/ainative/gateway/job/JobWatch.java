package com.ainative.gateway.job;

import com.ainative.gateway.error.ErrorBody;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.http.StreamedBody;
import com.ainative.gateway.store.StoreAwayException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watcher's view of a job. A virtual thread reads the news and hands them to the event loop, one lot at a time, and
 * none while the client takes no more; so what waits for a slow one is one lot, and the rest is on disk.
 */
final class JobWatch implements StreamedBody, Watches.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    /** Milliseconds until a client that lost its connection comes again. */
    private static final Buffer OPENING = Buffer.buffer("retry: 1000\n\n");
    private static final Buffer PING = Buffer.buffer(": ping\n\n");
    private static final Duration STORE_RETRY = Duration.ofSeconds(1);

    private final String job;
    private final JobNews news;
    private final Watches watches;
    private final Context eventLoop;
    private final Semaphore signal = new Semaphore(0);
    private @Nullable Sink sink;
    private volatile boolean paused;
    private volatile boolean stopped;
    private volatile boolean over;

    JobWatch(String job, JobNews news, Watches watches, Context eventLoop) {
        this.job = job;
        this.news = news;
        this.watches = watches;
        this.eventLoop = eventLoop;
    }

    @Override
    public void start(Sink to) {
        sink = to;
        to.write(OPENING);
        Thread.ofVirtual().name("watch-" + job).start(this::follow);
    }

    private void follow() {
        watches.add(job, this);
        try {
            boolean last = false;
            while (!last && !over) {
                if (stopped) {
                    handOver(Buffer.buffer(), true);
                    return;
                }
                if (paused) {
                    signal.acquire();
                } else {
                    last = tell();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does
        } catch (RuntimeException e) { // the watcher must not wait for ever; it comes again
            LOG.error("Job {} can no longer be watched", job, e);
            stopWaiting();
        } finally {
            watches.release(job, this);
        }
    }

    private void stopWaiting() {
        eventLoop.runOnContext(turn -> {
            if (!over) {
                over = true;
                Objects.requireNonNull(sink).broken();
            }
        });
    }

    /** Tells what is new, or waits until there may be something. */
    private boolean tell() throws InterruptedException {
        signal.drainPermits();
        if (over || stopped) {
            return false; // what was just drained said so
        }
        try {
            JobNews.News some = news.next();
            if (some.events().length() > 0 || some.last()) {
                handOver(some.events(), some.last());
            } else {
                signal.acquire();
            }
            return some.last();
        } catch (StoreAwayException e) {
            boolean woken = signal.tryAcquire(STORE_RETRY.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("Job {} cannot be read{}: {}", job, woken ? "" : ", and is tried again", e.getMessage());
            return false;
        }
    }

    /** Returns when the event loop has it, and has said whether it takes more. */
    private void handOver(Buffer events, boolean last) throws InterruptedException {
        Semaphore taken = new Semaphore(0);
        eventLoop.runOnContext(turn -> {
            if (!over) {
                Sink to = Objects.requireNonNull(sink);
                if (events.length() > 0) {
                    to.write(events);
                }
                if (last) {
                    over = true;
                    to.end();
                }
            }
            // Behind the end of this turn, in which the bytes go out.
            eventLoop.runOnContext(next -> taken.release());
        });
        taken.acquire();
    }

    @Override
    public void wake() {
        signal.release();
    }

    @Override
    public void stop() {
        stopped = true;
        signal.release();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        signal.release();
    }

    @Override
    public void cancel() {
        over = true;
        signal.release();
    }

    @Override
    public void breakOff(Failure why) {
        if (!over) {
            over = true;
            signal.release();
            Sink to = Objects.requireNonNull(sink);
            to.write(Buffer.buffer("event: error\ndata: " + ErrorBody.openAi(why) + "\n\n"));
            to.broken();
        }
    }

    @Override
    public Buffer keepAlive() {
        return PING.copy();
    }
}
