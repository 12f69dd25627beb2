package com.ainative.gateway.provider;

import com.ainative.gateway.chat.ChunkSink;

/**
 * Turns one provider stream into chunks. Fed in order from one event loop. The translator calls {@link ChunkSink#done}
 * only when the provider has finished its answer, and emits the usage as the last chunk before it, alone, with empty
 * {@code choices}. Once it has called {@code done} or {@code failed} it ignores what follows.
 */
public interface StreamTranslator {

    /**
     * One server-sent event.
     *
     * @param name the {@code event:} field, empty if there was none
     * @param data the {@code data:} field, UTF-8
     * @throws BrokenAnswerException when the event cannot be understood
     */
    void event(String name, byte[] data, ChunkSink sink);

    /** The provider closed the stream. If its answer was not finished, this is a failure, never a clean end. */
    void end(ChunkSink sink);
}
