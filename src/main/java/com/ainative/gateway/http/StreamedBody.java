package com.ainative.gateway.http;

import com.ainative.gateway.error.Failure;
import io.vertx.core.buffer.Buffer;

/** A response body whose bytes arrive over time. All calls, in both directions, happen on the client's event loop. */
public interface StreamedBody {

    /** Begins delivery; called once. */
    void start(Sink sink);

    void pause();

    void resume();

    /** The client left: releases what feeds this body. Does nothing once it has ended. */
    void cancel();

    /**
     * The gateway ends it: releases what feeds this body, and writes to the sink why it broke. Called after
     * {@link #start}; does nothing once it has ended.
     */
    void breakOff(Failure why);

    /** What to write when nothing else was for a while, so that proxies keep the connection. */
    Buffer keepAlive();

    /** Takes the bytes. After {@link #end} or {@link #broken} nothing follows. */
    interface Sink {

        void write(Buffer bytes);

        void end();

        /**
         * The body ended early, and what was written last says so. The HTTP answer is ended all the same: a client that
         * was promised a lasting connection would otherwise lose its next request on it.
         */
        void broken();
    }
}
