package com.ainative.gateway.batch;

import com.ainative.gateway.error.ErrorBody;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.http.StreamedBody;
import com.ainative.gateway.store.StoreAwayException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file on its way to its caller, at the caller's pace: one part is in memory at a time. Where it breaks off its last
 * line is an error object. Lives on the client's event loop, but for reading.
 */
final class FileContent implements StreamedBody {

    private static final Logger LOG = LoggerFactory.getLogger(FileContent.class);

    private final Files files;
    private final StoredFile file;
    private final Context eventLoop;
    private @Nullable Sink sink;
    private int next;
    private boolean reading;
    private boolean paused;
    private boolean over;

    FileContent(Files files, StoredFile file, Context eventLoop) {
        this.files = files;
        this.file = file;
        this.eventLoop = eventLoop;
    }

    @Override
    public void start(Sink to) {
        sink = to;
        flow();
    }

    private void flow() {
        if (over || paused || reading) {
            return;
        }
        Sink to = Objects.requireNonNull(sink);
        if (next == file.parts()) {
            over = true;
            to.end();
            return;
        }
        reading = true;
        int number = next++;
        Thread.startVirtualThread(() -> read(number));
    }

    private void read(int number) {
        Optional<byte[]> part;
        try {
            part = files.part(file.id(), number);
        } catch (StoreAwayException e) {
            LOG.warn("File {} could not be read to its end: {}", file.id(), e.getMessage());
            part = Optional.empty();
        }
        byte[] bytes = part.orElse(null);
        eventLoop.runOnContext(turn -> take(bytes));
    }

    private void take(byte @Nullable [] bytes) {
        reading = false;
        if (over) {
            return;
        }
        if (bytes == null) {
            breakOff(ErrorCode.INTERNAL.because("The file could not be read to its end."));
            return;
        }
        Objects.requireNonNull(sink).write(Buffer.buffer(bytes));
        flow();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        flow();
    }

    @Override
    public void cancel() {
        over = true;
    }

    @Override
    public void breakOff(Failure why) {
        if (!over) {
            over = true;
            Sink to = Objects.requireNonNull(sink);
            to.write(Buffer.buffer("\n" + ErrorBody.openAi(why) + "\n"));
            to.broken();
        }
    }

    /** Nothing: every byte is part of the file. */
    @Override
    public Buffer keepAlive() {
        return Buffer.buffer();
    }
}
