package com.ainative.gateway.chat;

/**
 * A streamed answer that waits to be read. The provider's usage always comes last, in a chunk of its own whose
 * {@code choices} are empty, whether or not the caller asked for it.
 *
 * <p>All methods are called on the event loop of the request, and so is the sink.
 */
public interface AnswerStream {

    /** Begins delivery; called once. What has already arrived is delivered before this returns, unless paused. */
    void start(ChunkSink sink);

    /** Stops delivery, and with it the reading of the provider's socket, until {@link #resume}. */
    void pause();

    void resume();

    /** Closes the call to the provider; nothing more is delivered. Does nothing on a finished stream. */
    void cancel();
}
