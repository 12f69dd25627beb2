package com.ainative.gateway.chat;

import com.ainative.gateway.error.ErrorBody;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.http.StreamedBody;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A streamed answer as OpenAI's server-sent events: one {@code data:} line a chunk, and {@code [DONE]} at the end. */
final class ChunkEvents implements StreamedBody {

    private static final byte[] DATA = ascii("data: ");
    private static final byte[] END_OF_EVENT = ascii("\n\n");
    private static final byte[] DONE = ascii("data: [DONE]\n\n");
    private static final byte[] PING = ascii(": ping\n\n");

    private final AnswerStream chunks;
    private final boolean includeUsage;
    private @Nullable Sink sink;

    /** @param includeUsage whether the caller asked for the usage chunk */
    ChunkEvents(AnswerStream chunks, boolean includeUsage) {
        this.chunks = chunks;
        this.includeUsage = includeUsage;
    }

    @Override
    public void start(Sink to) {
        sink = to;
        chunks.start(new ChunkSink() {
            @Override
            public void chunk(ObjectNode chunk) {
                if (isUsage(chunk)) {
                    if (includeUsage) {
                        to.write(event(chunk));
                    }
                    return;
                }
                if (includeUsage) {
                    chunk.putNull("usage");
                } else {
                    chunk.remove("usage");
                }
                to.write(event(chunk));
            }

            @Override
            public void ping() {
                to.write(keepAlive());
            }

            @Override
            public void done() {
                to.write(Buffer.buffer(DONE));
                to.end();
            }

            @Override
            public void failed(Failure failure) {
                breakWith(to, failure);
            }
        });
    }

    private static void breakWith(Sink sink, Failure failure) {
        sink.write(event(ErrorBody.openAi(failure)));
        sink.broken();
    }

    private static boolean isUsage(ObjectNode chunk) {
        return chunk.path("choices").isEmpty() && chunk.path("usage").isObject();
    }

    private static Buffer event(ObjectNode json) {
        byte[] text = Json.write(json);
        return Buffer.buffer(DATA.length + text.length + END_OF_EVENT.length).appendBytes(DATA).appendBytes(text)
                .appendBytes(END_OF_EVENT);
    }

    @Override
    public void pause() {
        chunks.pause();
    }

    @Override
    public void resume() {
        chunks.resume();
    }

    @Override
    public void cancel() {
        chunks.cancel();
    }

    @Override
    public void breakOff(Failure why) {
        chunks.cancel();
        breakWith(Objects.requireNonNull(sink, "not started"), why);
    }

    @Override
    public Buffer keepAlive() {
        return Buffer.buffer(PING);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
