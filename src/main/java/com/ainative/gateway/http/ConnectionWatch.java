package com.ainative.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Closes connections that bring no request: one that never completes its first head, or stays idle after an answer. One
 * for each event loop, and used on it alone. In clear text a connection is seen only when its first head is complete;
 * until then the HTTP server's own write-idle timeout holds it to the same limit, see {@link FrontDoor}.
 */
final class ConnectionWatch {

    private final Vertx vertx;
    private final long headerMillis;
    private final long idleMillis;
    private final Map<HttpConnection, Watched> open = new HashMap<>();

    ConnectionWatch(Vertx vertx, Duration header, Duration idle) {
        this.vertx = vertx;
        this.headerMillis = header.toMillis();
        this.idleMillis = idle.toMillis();
    }

    void opened(HttpConnection connection) {
        ClientSocket.prepare(connection);
        Watched watched = new Watched(connection);
        open.put(connection, watched);
        connection.closeHandler(closed -> {
            watched.over = true;
            vertx.cancelTimer(watched.timer);
            open.remove(connection);
        });
        watched.checkIn(headerMillis);
    }

    void began(HttpServerRequest request) {
        Watched watched = open.get(request.connection());
        if (watched != null) {
            watched.running.add(request.response());
            watched.sawRequest = true;
            request.response().endHandler(ended -> watched.ended(request.response()));
        }
    }

    /** One timer a connection, which looks at what happened since, instead of one a request. */
    private final class Watched {
        private final HttpConnection connection;
        private final List<HttpServerResponse> running = new ArrayList<>(1);
        private boolean sawRequest;
        private boolean over;
        private long idleSince = System.nanoTime();
        private long timer;

        Watched(HttpConnection connection) {
            this.connection = connection;
        }

        void checkIn(long millis) {
            timer = vertx.setTimer(Math.max(1, millis), now -> check());
        }

        private void ended(HttpServerResponse response) {
            running.remove(response);
            idleSince = System.nanoTime();
        }

        private void check() {
            if (over) {
                return;
            }
            // A reset HTTP/2 stream is closed without ever having ended.
            List.copyOf(running).stream().filter(HttpServerResponse::closed).forEach(this::ended);
            if (!running.isEmpty()) {
                checkIn(idleMillis);
                return;
            }
            long allowed = sawRequest ? idleMillis : headerMillis;
            long left = allowed - (System.nanoTime() - idleSince) / 1_000_000;
            if (left > 0) {
                checkIn(left);
            } else {
                ClientSocket.cut(connection);
            }
        }
    }
}
