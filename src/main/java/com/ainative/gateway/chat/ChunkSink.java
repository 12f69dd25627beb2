package com.ainative.gateway.chat;

import com.ainative.gateway.error.Failure;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Takes a streamed answer piece by piece. Every call comes from one event loop and must not block. After {@link #done}
 * or {@link #failed} no further call comes.
 */
public interface ChunkSink {

    /** One {@code chat.completion.chunk}; the receiver owns the tree. */
    void chunk(ObjectNode chunk);

    /** The provider said it is still there. */
    void ping();

    /** The answer is complete. */
    void done();

    /** The answer broke off. */
    void failed(Failure failure);
}
