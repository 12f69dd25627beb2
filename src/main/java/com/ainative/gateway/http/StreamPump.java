package com.ainative.gateway.http;

import com.ainative.gateway.error.Failure;
import com.ainative.gateway.http.RequestEnd.Ending;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Carries a streamed body to the client at the client's pace: when the socket's queue is full the body pauses, and with
 * it the provider. What one turn of the event loop brings goes out as one write, for each is a system call. Lives on the
 * client's event loop.
 */
final class StreamPump implements StreamedBody.Sink {

    /** Silence after which a keep-alive is written, in milliseconds. */
    private static final long KEEP_ALIVE_MILLIS = 15_000;

    /** Bytes that go out without waiting for the turn's end; a slow reader holds several such pieces. */
    private static final int FULL_TURN_BYTES = 2 * 1024;
    /** Bytes the client has not taken before the body pauses; as much again and more waits on the provider's side. */
    private static final int MOST_UNSENT_BYTES = 32 * 1024;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Context eventLoop;
    private final HttpServerResponse response;
    private final StreamedBody body;
    private final long writeTimeoutMillis;
    private final Consumer<Ending> whenEnded;
    /** What this turn of the event loop has brought so far. */
    private final Pieces turn = new Pieces();
    private long keepAlive = NO_TIMER;
    private long stalled = NO_TIMER;
    private boolean quiet;
    private boolean over;

    StreamPump(Vertx vertx, HttpServerResponse response, StreamedBody body, Duration writeTimeout,
            Consumer<Ending> whenEnded) {
        this.vertx = vertx;
        this.eventLoop = vertx.getOrCreateContext();
        this.response = response;
        this.body = body;
        this.writeTimeoutMillis = writeTimeout.toMillis();
        this.whenEnded = whenEnded;
    }

    void start() {
        response.setWriteQueueMaxSize(MOST_UNSENT_BYTES);
        response.drainHandler(drained -> taken());
        keepAlive = vertx.setPeriodic(KEEP_ALIVE_MILLIS, tick -> {
            if (quiet && stalled == NO_TIMER) {
                response.write(body.keepAlive());
            }
            quiet = true;
        });
        body.start(this);
    }

    @Override
    public void write(Buffer bytes) {
        if (over) {
            return;
        }
        quiet = false;
        if (turn.isEmpty()) {
            eventLoop.runOnContext(ended -> flush());
        }
        turn.add(bytes);
        if (turn.length() >= FULL_TURN_BYTES) {
            flush();
        }
    }

    private void flush() {
        if (turn.isEmpty() || over) {
            return;
        }
        response.write(turn.takeExact());
        if (stalled == NO_TIMER && response.writeQueueFull()) {
            body.pause();
            stalled = vertx.setTimer(writeTimeoutMillis, tooSlow -> {
                stalled = NO_TIMER;
                clientGone();
            });
        }
    }

    private void taken() {
        if (stalled != NO_TIMER) {
            vertx.cancelTimer(stalled);
            stalled = NO_TIMER;
            body.resume();
        }
    }

    /** With what this turn has brought: the end of a stream is one system call, not two. */
    private Future<Void> endResponse() {
        return turn.isEmpty() ? response.end() : response.end(turn.take());
    }

    @Override
    public void end() {
        if (!over) {
            endResponse();
            finish(Ending.COMPLETE);
        }
    }

    @Override
    public void broken() {
        if (!over) {
            over = true;
            stopTimers();
            endResponse().onComplete(written -> whenEnded.accept(Ending.PROVIDER_BROKE));
        }
    }

    /** From any thread. */
    void breakOff(Failure why) {
        eventLoop.runOnContext(turn -> {
            if (!over) {
                body.breakOff(why);
            }
        });
    }

    void clientGone() {
        if (!over) {
            body.cancel();
            finish(Ending.CLIENT_GONE);
        }
    }

    private void finish(Ending ending) {
        over = true;
        stopTimers();
        whenEnded.accept(ending);
    }

    private void stopTimers() {
        vertx.cancelTimer(keepAlive);
        if (stalled != NO_TIMER) {
            vertx.cancelTimer(stalled);
            stalled = NO_TIMER;
        }
    }
}
