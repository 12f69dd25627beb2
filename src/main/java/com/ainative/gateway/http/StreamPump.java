package com.ainative.gateway.http;

import com.ainative.gateway.http.RequestEnd.Ending;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Carries a streamed body to the client at the client's pace: when the socket's queue is full the body pauses, and with
 * it the provider. Lives on the client's event loop.
 */
final class StreamPump implements StreamedBody.Sink {

    /** Silence after which a keep-alive is written, in milliseconds. */
    private static final long KEEP_ALIVE_MILLIS = 15_000;

    /** What may wait for the client's socket before the body is paused, in bytes. */
    private static final int WAITING_BYTES = 32 * 1024;
    /** Bytes the client has not taken before the body pauses; as much again and more waits on the provider's side. */
    private static final int MOST_UNSENT_BYTES = 32 * 1024;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final StreamedBody body;
    private final long writeTimeoutMillis;
    private final Consumer<Ending> whenEnded;
    private long keepAlive = NO_TIMER;
    private long stalled = NO_TIMER;
    private boolean quiet;
    private boolean over;

    StreamPump(Vertx vertx, HttpServerResponse response, StreamedBody body, Duration writeTimeout,
            Consumer<Ending> whenEnded) {
        this.vertx = vertx;
        this.response = response;
        this.body = body;
        this.writeTimeoutMillis = writeTimeout.toMillis();
        this.whenEnded = whenEnded;
    }

    void start() {
        response.setWriteQueueMaxSize(WAITING_BYTES);
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
        response.write(bytes);
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

    @Override
    public void end() {
        if (!over) {
            response.end();
            finish(Ending.COMPLETE);
        }
    }

    @Override
    public void broken() {
        if (!over) {
            over = true;
            stopTimers();
            response.end().onComplete(written -> whenEnded.accept(Ending.PROVIDER_BROKE));
        }
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
