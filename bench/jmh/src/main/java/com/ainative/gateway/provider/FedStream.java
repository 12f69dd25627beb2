package com.ainative.gateway.provider;

import com.ainative.gateway.chat.AnswerStream;
import com.ainative.gateway.error.Failure;

/** A provider's stream that is fed by hand instead of by a socket. */
public final class FedStream {

    private final ProviderStream stream;

    public FedStream(StreamTranslator translator) {
        stream = new ProviderStream(translator, 1 << 20, new NoSocket());
    }

    public AnswerStream chunks() {
        return stream;
    }

    public void feed(byte[] piece) {
        stream.bytes(piece);
    }

    private static final class NoSocket implements ProviderStream.Upstream {

        @Override
        public void pause() {
            // There is nothing to be paused.
        }

        @Override
        public void resume() {
            // It never paused.
        }

        @Override
        public void ready() {
            // The benchmark reads from the start.
        }

        @Override
        public void failed(Failure failure, boolean ready) {
            throw new IllegalStateException(failure.message());
        }

        @Override
        public void close() {
            // There is nothing to be closed.
        }
    }
}
