package com.ainative.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.Semaphore;

/** One stream as its client sees it. Pieces are numbered, and each must come in its turn. */
final class OneStream {

    private static final String CONTENT = "\"content\":\"";

    private final Semaphore begun;
    private final Semaphore ended;
    private boolean slow;
    private final StringBuilder line = new StringBuilder();
    private HttpClientResponse response;
    private Runnable whenBegun = () -> {
    };
    private String wrong;
    private int id = -1;
    private long pieces;
    private boolean started;
    private boolean done;

    /**
     * @param begun told when the first piece is there
     * @param ended told at the end, good or bad
     * @param slow whether to stop reading after the first bytes
     */
    OneStream(Semaphore begun, Semaphore ended, boolean slow) {
        this.begun = begun;
        this.ended = ended;
        this.slow = slow;
    }

    void whenBegun(Runnable action) {
        whenBegun = action;
    }

    void read(HttpClientResponse head) {
        response = head;
        if (head.statusCode() != 200) {
            failed(new IllegalStateException("status " + head.statusCode()));
            return;
        }
        head.handler(this::bytes);
        head.exceptionHandler(this::failed);
        head.endHandler(end -> ended.release());
    }

    void failed(Throwable cause) {
        if (wrong == null) {
            wrong = cause.toString();
            begun.release();
            ended.release();
        }
    }

    private void bytes(Buffer piece) {
        for (byte b : piece.getBytes()) {
            if (b == '\n') {
                line(line.toString());
                line.setLength(0);
            } else {
                line.append((char) (b & 0xFF));
            }
        }
        if (slow && started) {
            response.pause();
        }
    }

    private void line(String text) {
        if (text.equals("data: [DONE]")) {
            done = true;
        }
        int at = text.indexOf(CONTENT);
        if (at < 0 || text.charAt(at + CONTENT.length()) == '"') {
            return;
        }
        String content = text.substring(at + CONTENT.length());
        if (content.startsWith("#")) {
            id = Integer.parseInt(content.substring(1, content.indexOf('#', 1)));
        } else if (!content.startsWith("w" + pieces + " ")) {
            failed(new IllegalStateException("piece " + pieces + " is " + content));
        } else {
            pieces++;
        }
        if (!started) {
            started = true;
            begun.release();
            whenBegun.run();
        }
    }

    /** A slow reader reads on as fast as it can. */
    void hurry() {
        slow = false;
        response.resume();
    }

    void leave() {
        response.request().connection().close();
    }

    void check() {
        if (wrong != null) {
            throw new IllegalStateException("a stream went wrong: " + wrong);
        }
    }

    int id() {
        return id;
    }

    long pieces() {
        return pieces;
    }

    boolean complete() {
        return done;
    }
}
