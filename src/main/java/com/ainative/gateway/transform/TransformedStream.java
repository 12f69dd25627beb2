package com.ainative.gateway.transform;

import com.ainative.gateway.chat.AnswerStream;
import com.ainative.gateway.chat.ChunkSink;
import com.ainative.gateway.error.Failure;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A streamed answer of which only what may be seen is delivered. It has no queue of its own: everything is delivered
 * while the source delivers, so pausing and resuming are the source's.
 */
final class TransformedStream implements AnswerStream {

    private static final Logger LOG = LoggerFactory.getLogger(TransformedStream.class);

    private final AnswerStream source;
    private final Transform transform;
    private boolean cancelled;

    TransformedStream(AnswerStream source, Transform transform) {
        this.source = source;
        this.transform = transform;
    }

    @Override
    public void start(ChunkSink sink) {
        source.start(new Delivery(sink));
    }

    @Override
    public void pause() {
        source.pause();
    }

    @Override
    public void resume() {
        source.resume();
    }

    @Override
    public void cancel() {
        cancelled = true;
        source.cancel();
    }

    /** Stands between the source and the reader. The reader may cancel while a chunk is given to it. */
    private final class Delivery implements ChunkSink {

        private final ChunkSink reader;
        private final ChunkTransform chunks;

        Delivery(ChunkSink reader) {
            this.reader = reader;
            this.chunks = new ChunkTransform(transform, this::deliver);
        }

        private void deliver(ObjectNode chunk) {
            if (!cancelled) {
                reader.chunk(chunk);
            }
        }

        @Override
        public void chunk(ObjectNode chunk) {
            chunks.chunk(chunk);
        }

        @Override
        public void ping() {
            reader.ping();
        }

        @Override
        public void done() {
            chunks.end();
            if (!cancelled) {
                reader.done();
            }
        }

        @Override
        public void failed(Failure failure) {
            try {
                chunks.end();
            } catch (RuntimeException | StackOverflowError e) { // the very rule that failed: what it holds stays unseen
                LOG.warn("Text held back by a redaction was dropped: {}", e.toString());
            }
            if (!cancelled) {
                reader.failed(failure);
            }
        }
    }
}
