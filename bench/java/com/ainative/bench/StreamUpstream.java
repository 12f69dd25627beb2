package com.ainative.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A provider that streams, in either dialect. The first part of the path says how: {@code /burst-3} three pieces at
 * once, {@code /paced-250-20} 250 pieces, one in 20 ms, {@code /hold} one piece and then silence,
 * {@code /big-10485760} so many bytes as fast as they are taken. {@code GET /closed} tells when which held stream was
 * closed. Ends with its standard input.
 */
public final class StreamUpstream {

    private static final int BIG_PIECE = 1_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    /** Of held streams, by number, in nanoseconds of the monotonic clock. */
    private final Map<Integer, Long> closed = new LinkedHashMap<>();
    private int held;

    public static void main(String[] words) throws Exception {
        StreamUpstream upstream = new StreamUpstream();
        int port = Arguments.of(words).number("port");
        upstream.vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true).setAcceptBacklog(4_096))
                .requestHandler(upstream::take).listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture()
                .join();
        while (System.in.read() >= 0) {
            // Its end is the end of this program.
        }
        System.exit(0);
    }

    private void take(HttpServerRequest request) {
        if (request.path().equals("/closed")) {
            StringBuilder lines = new StringBuilder();
            closed.forEach((id, nanos) -> lines.append(id).append(' ').append(nanos).append('\n'));
            request.response().end(lines.toString());
            return;
        }
        request.endHandler(read -> stream(request));
    }

    private void stream(HttpServerRequest request) {
        Events events = request.path().endsWith("/messages") ? new Events.Anthropic() : new Events.OpenAi();
        String[] words = request.path().split("/")[1].split("-");
        HttpServerResponse response = request.response().setChunked(true)
                .putHeader("content-type", "text/event-stream");
        switch (words[0]) {
            case "burst" -> burst(response, events, Integer.parseInt(words[1]));
            case "paced" -> paced(response, events, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "hold" -> hold(response, events);
            case "big" -> big(response, events, Long.parseLong(words[1]));
            default -> response.setStatusCode(404).end();
        }
    }

    private static void burst(HttpServerResponse response, Events events, int count) {
        Buffer all = Buffer.buffer(events.begin());
        for (int i = 0; i < count; i++) {
            all.appendString(events.piece("w" + i + " "));
        }
        response.end(all.appendString(events.end()));
    }

    private void paced(HttpServerResponse response, Events events, int count, int millis) {
        response.write(events.begin());
        int[] next = {0};
        long timer = vertx.setPeriodic(millis, tick -> {
            response.write(events.piece("w" + next[0] + " "));
            if (++next[0] == count) {
                vertx.cancelTimer(tick);
                response.end(events.end());
            }
        });
        response.closeHandler(gone -> vertx.cancelTimer(timer));
    }

    private void hold(HttpServerResponse response, Events events) {
        int id = held++;
        response.closeHandler(gone -> closed.put(id, System.nanoTime()));
        response.write(events.begin() + events.piece("#" + id + "# "));
    }

    private static void big(HttpServerResponse response, Events events, long bytes) {
        response.write(events.begin());
        String filler = "x".repeat(BIG_PIECE);
        long[] sent = {0};
        boolean[] over = {false};
        Consumer<Void> pour = room -> {
            while (!over[0] && !response.writeQueueFull()) {
                String piece = events.piece("w" + sent[0] / BIG_PIECE + " " + filler);
                response.write(piece);
                sent[0] += BIG_PIECE;
                if (sent[0] >= bytes) {
                    over[0] = true;
                    response.end(events.end());
                }
            }
        };
        response.closeHandler(gone -> over[0] = true);
        response.drainHandler(pour::accept);
        pour.accept(null);
    }
}
