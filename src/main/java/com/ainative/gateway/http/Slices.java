package com.ainative.gateway.http;

import com.ainative.gateway.error.Failure;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A body that is all there but too large to be handed to the socket at once. */
final class Slices implements StreamedBody {

    private final Buffer whole;
    private final int most;
    private int at;
    private boolean paused;
    private @Nullable Sink sink;

    /** @param most bytes of one slice */
    Slices(Buffer whole, int most) {
        this.whole = whole;
        this.most = most;
    }

    @Override
    public void start(Sink reader) {
        sink = reader;
        flow();
    }

    private void flow() {
        Sink to = Objects.requireNonNull(sink);
        while (!paused && at < whole.length()) {
            int from = at;
            at = Math.min(whole.length(), from + most);
            to.write(whole.slice(from, at));
            if (at == whole.length()) {
                to.end();
            }
        }
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
        at = whole.length();
    }

    /** Nothing: its length is announced, and it is never silent but for the client's sake. */
    @Override
    public void breakOff(Failure why) {
        throw new IllegalStateException("a whole answer is never broken off");
    }

    @Override
    public Buffer keepAlive() {
        return Buffer.buffer();
    }
}
