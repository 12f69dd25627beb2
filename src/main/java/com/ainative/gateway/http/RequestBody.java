package com.ainative.gateway.http;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one request body into memory, never more of it than the cap. Lives on the client's event loop. */
final class RequestBody {

    /** Told one thing, once. */
    interface Reader {

        /** The body's bytes stay taken from the {@link BodyBudget} until whoever got them gives them back. */
        void whole(Buffer body);

        void refused(Failure failure);

        void clientGone();
    }

    private static final int NO_TIMER = -1;
    /** Bytes a second, beyond the time of one silence. */
    private static final long SLOWEST = 16 * 1024;

    private final Vertx vertx;
    private final long cap;
    private final long silenceMillis;
    private final BodyBudget budget;
    /** Null once it was told: a connection remembers its request for as long as that is answered, and must not hold the routes. */
    private @Nullable Reader reader;
    private final Pieces bytes = new Pieces();
    private long taken;
    private long silence = NO_TIMER;
    private boolean over;
    private final long startNanos = System.nanoTime();
    private long lastNanos = startNanos;

    /**
     * @param silence how long the client may send nothing; a body that keeps dripping must also arrive at
     *     {@link #SLOWEST} at least
     */
    RequestBody(Vertx vertx, long cap, Duration silence, BodyBudget budget, Reader reader) {
        this.vertx = vertx;
        this.cap = cap;
        this.silenceMillis = silence.toMillis();
        this.budget = budget;
        this.reader = reader;
    }

    /** Must be called while the request's head is being handled, or the first bytes are lost. */
    void read(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        if (length != null && declaredLength(length) > cap) {
            refuse(tooLarge());
            return;
        }
        String packed = request.getHeader("content-encoding");
        if (packed != null && !packed.equalsIgnoreCase("identity")) {
            refuse(ErrorCode.UNSUPPORTED_MEDIA_TYPE
                    .because("Packed bodies are not read; send it without Content-Encoding."));
            return;
        }
        String expect = request.getHeader("expect");
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            refuse(ErrorCode.INVALID_REQUEST.because("Expect: only 100-continue is understood."));
            return;
        }
        if (expect != null) {
            request.response().writeContinue();
        }
        request.handler(this::take);
        request.endHandler(end -> finish());
        request.exceptionHandler(gone -> {
            if (!over) {
                budget.giveBack(taken);
                stop().clientGone();
            }
        });
        if (!request.isEnded()) {
            waitFor(silenceMillis);
        }
    }

    private static long declaredLength(String length) {
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void take(Buffer piece) {
        if (over) {
            return;
        }
        lastNanos = System.nanoTime();
        if (bytes.length() + piece.length() > cap) {
            refuse(tooLarge());
            return;
        }
        if (!budget.take(piece.length())) {
            refuse(ErrorCode.OVERLOADED.because("The gateway is reading too many requests just now; try again.")
                    .withRetryAfter(Duration.ofSeconds(1)));
            return;
        }
        taken += piece.length();
        bytes.add(piece);
    }

    /** One timer a body: it looks when the last bytes came, instead of being set anew for each piece. */
    private void waitFor(long millis) {
        silence = vertx.setTimer(Math.max(1, millis), timer -> {
            silence = NO_TIMER;
            long now = System.nanoTime();
            long untilSilent = silenceMillis - (now - lastNanos) / 1_000_000;
            long untilTooSlow = silenceMillis + taken * 1_000 / SLOWEST - (now - startNanos) / 1_000_000;
            long left = Math.min(untilSilent, untilTooSlow);
            if (left > 0) {
                waitFor(left);
            } else {
                refuse(ErrorCode.REQUEST_TIMEOUT.because("The request's body did not arrive in time."));
            }
        });
    }

    private void finish() {
        if (!over) {
            stop().whole(bytes.take());
        }
    }

    private void refuse(Failure failure) {
        if (!over) {
            bytes.clear();
            budget.giveBack(taken);
            stop().refused(failure);
        }
    }

    /** @return whom to tell, this once */
    private Reader stop() {
        over = true;
        if (silence != NO_TIMER) {
            vertx.cancelTimer(silence);
            silence = NO_TIMER;
        }
        Reader told = Objects.requireNonNull(reader);
        reader = null;
        return told;
    }

    private Failure tooLarge() {
        return ErrorCode.REQUEST_TOO_LARGE.because("The request's body is larger than " + cap + " bytes.");
    }
}
