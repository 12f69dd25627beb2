package com.ainative.gateway.job;

import com.ainative.gateway.chat.AnswerStream;
import com.ainative.gateway.chat.ChunkSink;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.http.Cancellation;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads a streamed answer on its event loop, and keeps its parts from the thread that waits for it. */
final class StreamKeeper {

    /** Parts that have come and are not on disk; beyond it the provider waits. */
    private static final int MOST_AHEAD = 1_000;

    private sealed interface Part {

        @SuppressWarnings("ArrayRecordComponent") // nobody compares parts
        record Chunk(byte[] json) implements Part {
        }

        record End(@Nullable Failure failure) implements Part {
        }
    }

    private final String job;
    private final AnswerStream stream;
    private final Context eventLoop;
    private final Cancellation cancellation;
    private final Events events;
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private volatile boolean paused;

    /** @param cancellation a stream that is cancelled falls silent, without an end */
    StreamKeeper(String job, AnswerStream stream, Context eventLoop, Cancellation cancellation, Events events) {
        this.job = job;
        this.stream = stream;
        this.eventLoop = eventLoop;
        this.cancellation = cancellation;
        this.events = events;
    }

    /**
     * Returns when the whole answer is on disk.
     *
     * @throws com.ainative.gateway.error.GatewayException when it broke off
     */
    void keep() {
        int next = events.begin(job);
        cancellation.onCancel(
                () -> parts.add(new Part.End(ErrorCode.CLIENT_GONE.because("Nobody waits for the rest of it."))));
        eventLoop.runOnContext(turn -> stream.start(new Sink()));
        List<Part> some = new ArrayList<>();
        while (true) {
            some.clear();
            some.add(take());
            parts.drainTo(some);
            List<byte[]> chunks = some.stream().filter(Part.Chunk.class::isInstance)
                    .map(part -> ((Part.Chunk) part).json).toList();
            events.append(job, next, chunks);
            next += chunks.size();
            if (paused) {
                paused = false;
                eventLoop.runOnContext(turn -> stream.resume());
            }
            Optional<Part.End> end = some.stream().filter(Part.End.class::isInstance).map(Part.End.class::cast)
                    .findFirst();
            if (end.isPresent()) {
                if (end.get().failure != null) {
                    throw end.get().failure.toException();
                }
                return;
            }
        }
    }

    private Part take() {
        try {
            return parts.take();
        } catch (InterruptedException e) {
            eventLoop.runOnContext(turn -> stream.cancel());
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an answer came in", e);
        }
    }

    private final class Sink implements ChunkSink {

        @Override
        public void chunk(ObjectNode chunk) {
            parts.add(new Part.Chunk(Json.write(chunk)));
            if (parts.size() >= MOST_AHEAD && !paused) {
                paused = true;
                stream.pause();
                if (parts.isEmpty()) { // they were taken before this was known, and nobody would resume
                    paused = false;
                    stream.resume();
                }
            }
        }

        @Override
        public void ping() {
            // Nobody waits on a connection.
        }

        @Override
        public void done() {
            parts.add(new Part.End(null));
        }

        @Override
        public void failed(Failure failure) {
            parts.add(new Part.End(failure));
        }
    }
}
