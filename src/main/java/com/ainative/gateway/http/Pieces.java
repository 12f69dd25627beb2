package com.ainative.gateway.http;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Bytes that arrive in pieces. A single piece stays what it was; only a second one makes a copy. */
public final class Pieces {

    private @Nullable Buffer bytes;
    /** The first piece may be a view of something larger, which must not grow. */
    private boolean ours;

    public void add(Buffer piece) {
        Buffer soFar = bytes;
        if (soFar == null) {
            bytes = piece;
        } else if (ours) {
            soFar.appendBuffer(piece);
        } else {
            bytes = Buffer.buffer((soFar.length() + piece.length()) * 2).appendBuffer(soFar).appendBuffer(piece);
            ours = true;
        }
    }

    public long length() {
        return bytes == null ? 0 : bytes.length();
    }

    public boolean isEmpty() {
        return bytes == null;
    }

    /** All that has been added; nothing is left behind. */
    public Buffer take() {
        Buffer whole = bytes == null ? Buffer.buffer() : bytes;
        clear();
        return whole;
    }

    /** The same in no more room than it needs: for what may have to wait. */
    Buffer takeExact() {
        boolean roomy = ours;
        Buffer whole = take();
        return roomy ? Buffer.buffer(whole.length()).appendBuffer(whole) : whole;
    }

    public void clear() {
        bytes = null;
        ours = false;
    }
}
