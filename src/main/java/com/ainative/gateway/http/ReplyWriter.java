package com.ainative.gateway.http;

import com.ainative.gateway.http.RequestEnd.Ending;
import com.ainative.gateway.http.RequestEnd.Written;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer to one request and notices when the client leaves. Lives on the client's event loop and reports the
 * end exactly once.
 */
final class ReplyWriter {

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestHeaders.REQUEST_ID);
    private static final CharSequence GENERATION = HttpHeaders.createOptimized(ResponseHeaders.GENERATION);

    static final int CLIENT_GONE_STATUS = 499;

    /** How long what follows a refusal is still read and thrown away. */
    private static final long LINGER_MILLIS = 1_000;

    /** Up to here an answer is written at once; a larger one at the client's pace. */
    private static final int AT_ONCE_BYTES = 64 * 1024;

    private final Vertx vertx;
    // Not the request as the router hands it on: that knows the routes, which a long answer must not hold.
    private final HttpConnection connection;
    private final boolean isHttp1;
    private final HttpServerResponse response;
    private final Request request;
    private final Duration writeTimeout;
    private final CharSequence generation;
    private final OpenStreams openStreams;
    private @Nullable StreamPump pump;
    private boolean gone;

    /**
     * @param writeTimeout how long the client may take nothing of a streamed or a large answer
     * @param generation whose answer it is, for the header
     * @param openStreams told of the stream while it goes on
     */
    ReplyWriter(Vertx vertx, HttpServerRequest http, Request request, Duration writeTimeout, CharSequence generation,
            OpenStreams openStreams) {
        this.vertx = vertx;
        this.connection = http.connection();
        this.isHttp1 = http.version() != HttpVersion.HTTP_2;
        this.response = http.response();
        this.request = request;
        this.writeTimeout = writeTimeout;
        this.generation = generation;
        this.openStreams = openStreams;
        response.closeHandler(closed -> clientGone());
        response.exceptionHandler(failed -> clientGone());
    }

    /** @param end told the status that was sent, or 499 when the client left before any was */
    void write(HttpReply reply, Written end) {
        StreamedBody stream = reply.stream();
        if (gone) {
            if (stream != null) {
                stream.cancel();
            }
            end.ended(CLIENT_GONE_STATUS, Ending.CLIENT_GONE);
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach((name, value) -> response.putHeader(ResponseHeaders.onWire(name), value));
        response.putHeader(REQUEST_ID, request.id());
        response.putHeader(GENERATION, generation);
        if (stream != null) {
            response.setChunked(isHttp1);
            StreamPump streamed = pump(stream, reply.status(), (status, ending) -> {
                openStreams.ended(Objects.requireNonNull(pump));
                end.ended(status, ending);
            });
            openStreams.began(streamed);
            streamed.start();
        } else if (reply.bytes().length() > AT_ONCE_BYTES) {
            response.putHeader("content-length", Integer.toString(reply.bytes().length()));
            pump(new Slices(reply.bytes(), AT_ONCE_BYTES), reply.status(), end).start();
        } else {
            response.end(reply.bytes()).onComplete(written -> {
                boolean sent = written.succeeded();
                end.ended(sent ? reply.status() : CLIENT_GONE_STATUS, sent ? Ending.COMPLETE : Ending.CLIENT_GONE);
            });
        }
    }

    private StreamPump pump(StreamedBody body, int status, Written end) {
        StreamPump carrying = new StreamPump(vertx, response, body, writeTimeout, ending -> {
            if (ending == Ending.CLIENT_GONE) {
                cutOff();
            }
            end.ended(status, ending);
        });
        pump = carrying;
        return carrying;
    }

    /** Answers without having read the whole request: what is still to come of it is thrown away. */
    void refuse(HttpServerRequest http, HttpReply reply, Written end) {
        boolean moreToCome = !http.isEnded() && announcesBody(http);
        http.handler(discarded -> {
        });
        if (!isHttp1) {
            write(reply, end);
            afterLinger(() -> {
                if (!http.isEnded()) {
                    response.reset(0);
                }
            });
        } else if (moreToCome) {
            refuseAndHangUp(http, reply, end);
        } else {
            write(reply, end);
        }
    }

    /** Answers a request behind which nothing on this connection can be trusted. */
    void refuseAndHangUp(HttpServerRequest http, HttpReply reply, Written end) {
        if (!isHttp1) {
            refuse(http, reply, end);
            return;
        }
        response.putHeader("connection", "close");
        ClientSocket.serveNoMore(connection);
        write(reply, (status, ending) -> {
            end.ended(status, ending);
            ClientSocket.hangUp(connection);
        });
        afterLinger(() -> ClientSocket.cut(connection));
    }

    private void afterLinger(Runnable action) {
        vertx.setTimer(LINGER_MILLIS, late -> action.run());
    }

    private static boolean announcesBody(HttpServerRequest http) {
        String length = http.getHeader("content-length");
        return http.headers().contains("transfer-encoding") || (length != null && !length.equals("0"));
    }

    private void cutOff() {
        if (isHttp1) {
            ClientSocket.cut(connection);
        } else {
            response.reset();
        }
    }

    private void clientGone() {
        if (gone || response.ended()) {
            return;
        }
        gone = true;
        if (pump != null) {
            pump.clientGone();
        }
        request.cancellation().cancel();
    }
}
