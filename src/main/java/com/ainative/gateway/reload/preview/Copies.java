package com.ainative.gateway.reload.preview;

import com.ainative.gateway.http.Request;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Copies on their way to the twin: few enough that neither they nor their bodies matter beside live requests. */
final class Copies {

    static final int MOST = 1_000;
    static final long MOST_BYTES = 8 * 1024 * 1024;

    private final BlockingQueue<Optional<Copy>> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final int most;
    private final long mostBytes;

    /** @param mostBytes of bodies */
    Copies(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** Copies a request if there is room, and never blocks. */
    boolean offer(Request request, Buffer body, Decision now) {
        int size = body.length();
        if (waiting.size() >= most) {
            return false;
        }
        if (bytes.addAndGet(size) > mostBytes) {
            bytes.addAndGet(-size);
            return false;
        }
        waiting.add(Optional.of(Copy.of(request, body, now)));
        return true;
    }

    /** The next, as soon as there is one; empty when there will be none. */
    Optional<Copy> take() throws InterruptedException {
        Optional<Copy> next = waiting.take();
        next.ifPresent(copy -> bytes.addAndGet(-copy.body().length));
        return next;
    }

    /** No more come. */
    void end() {
        waiting.add(Optional.empty());
    }
}
