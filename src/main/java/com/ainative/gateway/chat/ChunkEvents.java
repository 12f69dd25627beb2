package com.ainative.gateway.chat;

import com.ainative.gateway.error.ErrorBody;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.http.StreamedBody;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** A streamed answer as OpenAI's server-sent events: one {@code data:} line a chunk, and {@code [DONE]} at the end. */
final class ChunkEvents implements StreamedBody {

    private static final byte[] DATA = ascii("data: ");
    private static final byte[] END_OF_EVENT = ascii("\n\n");
    private static final byte[] DONE = ascii("data: [DONE]\n\n");
    private static final byte[] PING = ascii(": ping\n\n");

    private final AnswerStream chunks;
    private final boolean includeUsage;

    /** @param includeUsage whether the caller asked for the usage chunk */
    ChunkEvents(AnswerStream chunks, boolean includeUsage) {
        this.chunks = chunks;
        this.includeUsage = includeUsage;
    }

    @Override
    public void start(Sink sink) {
        chunks.start(new ChunkSink() {
            @Override
            public void chunk(ObjectNode chunk) {
                if (isUsage(chunk)) {
                    if (includeUsage) {
                        sink.write(event(chunk));
                    }
                    return;
                }
                if (includeUsage) {
                    chunk.putNull("usage");
                } else {
                    chunk.remove("usage");
                }
                sink.write(event(chunk));
            }

            @Override
            public void ping() {
                sink.write(keepAlive());
            }

            @Override
            public void done() {
                sink.write(Buffer.buffer(DONE));
                sink.end();
            }

            @Override
            public void failed(Failure failure) {
                sink.write(event(ErrorBody.openAi(failure)));
                sink.broken();
            }
        });
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
    public Buffer keepAlive() {
        return Buffer.buffer(PING);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
