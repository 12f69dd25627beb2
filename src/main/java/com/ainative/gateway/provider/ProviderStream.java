package com.ainative.gateway.provider;

import com.ainative.gateway.chat.AnswerStream;
import com.ainative.gateway.chat.ChunkSink;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One provider's streamed answer. Until its first content has come it can still fail as if it had never begun; what came
 * up to then is kept for the reader. Afterwards chunks go straight through, one by one, and are kept only while the
 * reader has paused. Lives on the request's event loop.
 */
final class ProviderStream implements AnswerStream, SseDecoder.Events, ChunkSink {

    /** The connection the bytes come from. */
    interface Upstream {

        void pause();

        void resume();

        /** The first content is there. */
        void ready();

        /** The stream failed; {@code ready} says whether somebody reads it already. */
        void failed(Failure failure, boolean ready);

        /** Nobody wants the rest. */
        void close();
    }

    private static final Logger LOG = LoggerFactory.getLogger(ProviderStream.class);

    private final StreamTranslator translator;
    private final SseDecoder decoder;
    private final Upstream upstream;
    private final Queue<Runnable> kept = new ArrayDeque<>();
    private @Nullable ChunkSink reader;
    private boolean ready;
    private boolean paused;
    private boolean over;

    ProviderStream(StreamTranslator translator, long largestEvent, Upstream upstream) {
        this.translator = translator;
        this.decoder = new SseDecoder(this, largestEvent);
        this.upstream = upstream;
    }

    void bytes(byte[] piece) {
        if (!over) {
            guarded(() -> decoder.feed(piece));
        }
    }

    void ended() {
        if (!over) {
            guarded(() -> {
                decoder.end();
                if (!over) {
                    translator.end(this);
                }
            });
        }
    }

    /** The connection broke or a deadline passed. */
    void broke(Failure failure) {
        failed(failure);
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (BrokenAnswerException e) {
            failed(ErrorCode.UPSTREAM_FAILED
                    .because("The provider sent a stream that cannot be read: " + e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) { // a step's own fault: the caller must not wait for ever
            LOG.error("A stream failed inside the gateway", e);
            Failure failure = ErrorCode.INTERNAL.because("The gateway failed; its log says why.");
            // Straight to the reader: what is kept behind the fault would never be reached.
            kept.clear();
            paused = false;
            boolean known = over;
            failed(failure);
            if (known && reader != null) {
                reader.failed(failure);
            }
        }
    }

    @Override
    public void event(String name, byte[] data) {
        if (!over) {
            translator.event(name, data, this);
        }
    }

    @Override
    public void comment() {
        ping();
    }

    @Override
    public void chunk(ObjectNode chunk) {
        deliver(sink -> sink.chunk(chunk));
        if (!ready && hasContent(chunk)) {
            becomeReady();
        }
    }

    @Override
    public void ping() {
        if (ready) {
            deliver(ChunkSink::ping);
        }
    }

    @Override
    public void done() {
        over = true;
        deliver(ChunkSink::done);
        // What is left of the HTTP answer is read to its end, so that the connection can serve again.
        upstream.resume();
        if (!ready) {
            becomeReady();
        }
    }

    @Override
    public void failed(Failure failure) {
        if (over) {
            return;
        }
        over = true;
        upstream.failed(failure, ready);
        if (ready) {
            deliver(sink -> sink.failed(failure));
        }
    }

    private void becomeReady() {
        ready = true;
        if (reader == null && !over) {
            upstream.pause();
        }
        upstream.ready();
    }

    /** Content is what a caller would miss: a role alone is none, and so is an empty delta. */
    private static boolean hasContent(ObjectNode chunk) {
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.path("finish_reason").isTextual()) {
                return true;
            }
            for (var field : choice.path("delta").properties()) {
                JsonNode value = field.getValue();
                boolean empty = value.isNull() || (value.isTextual() && value.textValue().isEmpty());
                if (!empty && !field.getKey().equals("role")) {
                    return true;
                }
            }
        }
        return false;
    }

    private interface Delivery {
        void to(ChunkSink sink);
    }

    private void deliver(Delivery delivery) {
        ChunkSink sink = reader;
        if (sink != null && !paused && kept.isEmpty()) {
            delivery.to(sink);
        } else {
            kept.add(() -> delivery.to(Objects.requireNonNull(reader)));
        }
    }

    @Override
    public void start(ChunkSink sink) {
        reader = sink;
        guarded(this::flow);
    }

    @Override
    public void pause() {
        paused = true;
        if (!over) {
            upstream.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        guarded(this::flow);
    }

    private void flow() {
        while (!paused && !kept.isEmpty()) {
            kept.remove().run();
        }
        if (!paused && !over) {
            upstream.resume();
        }
    }

    @Override
    public void cancel() {
        kept.clear();
        if (!over) {
            over = true;
            upstream.close();
        }
    }
}
