package com.ainative.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Opens many streams at once. {@code mode=relay} reads them all to their end; {@code mode=hold} keeps them open until a
 * line comes on standard input; {@code mode=slow} reads next to nothing until then, and the rest afterwards;
 * {@code mode=cancel} leaves each within its first milliseconds and asks the upstream when it noticed.
 */
public final class StreamLoad {

    private static final long PATIENCE_SECONDS = 60;

    private final Arguments arguments;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(10_000));
    private final String body;
    private final int streams;

    private StreamLoad(Arguments arguments) throws IOException {
        this.arguments = arguments;
        this.body = Files.readString(Path.of(arguments.text("body")));
        this.streams = arguments.number("streams");
    }

    public static void main(String[] words) throws Exception {
        StreamLoad load = new StreamLoad(Arguments.of(words));
        switch (load.arguments.text("mode")) {
            case "relay" -> load.relay();
            case "hold" -> load.hold();
            case "slow" -> load.slow();
            case "cancel" -> load.cancel();
            default -> throw new IllegalArgumentException("no such mode");
        }
        System.exit(0);
    }

    /** Opens streams evenly over a time, so that they do not tick together. */
    private List<OneStream> open(Semaphore begun, Semaphore ended, boolean slow, int overMillis)
            throws InterruptedException {
        List<OneStream> all = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            OneStream stream = new OneStream(begun, ended, slow);
            all.add(stream);
            send(stream);
            TimeUnit.MICROSECONDS.sleep(overMillis * 1_000L / streams);
        }
        return all;
    }

    private void send(OneStream stream) {
        vertx.runOnContext(turn -> client
                .request(HttpMethod.POST, arguments.number("port"), "127.0.0.1", arguments.text("path"))
                .onSuccess(request -> {
                    request.putHeader("content-type", "application/json")
                            .putHeader("authorization", "Bearer " + arguments.text("token"));
                    request.response().onSuccess(stream::read).onFailure(stream::failed);
                    request.send(body);
                }).onFailure(stream::failed));
    }

    private static void await(Semaphore happened, int count) throws InterruptedException {
        if (!happened.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("only " + happened.availablePermits() + " of " + count + " streams came");
        }
    }

    private void relay() throws InterruptedException {
        Semaphore ended = new Semaphore(0);
        List<OneStream> all = open(new Semaphore(0), ended, false, arguments.number("over"));
        await(ended, streams);
        report(all);
    }

    private static void report(List<OneStream> all) {
        all.forEach(OneStream::check);
        System.out.printf(Locale.ROOT, "{\"streams\": %d, \"pieces\": %d, \"broken\": %d}%n", all.size(),
                all.stream().mapToLong(OneStream::pieces).sum(),
                all.stream().filter(stream -> !stream.complete()).count());
    }

    private void hold() throws InterruptedException, IOException {
        Semaphore begun = new Semaphore(0);
        List<OneStream> all = open(begun, new Semaphore(0), false, arguments.number("over"));
        await(begun, streams);
        all.forEach(OneStream::check);
        System.out.println("OPEN " + all.size());
        System.in.read();
    }

    private void slow() throws InterruptedException, IOException {
        Semaphore begun = new Semaphore(0);
        Semaphore ended = new Semaphore(0);
        List<OneStream> all = open(begun, ended, true, arguments.number("over"));
        await(begun, streams);
        System.out.println("OPEN " + all.size());
        System.in.read();
        vertx.runOnContext(turn -> all.forEach(OneStream::hurry));
        await(ended, streams);
        report(all);
    }

    private void cancel() throws Exception {
        Semaphore places = new Semaphore(arguments.number("together"));
        Semaphore begun = new Semaphore(0);
        Map<Integer, Long> left = new HashMap<>();
        for (int i = 0; i < streams; i++) {
            places.acquire();
            OneStream stream = new OneStream(begun, new Semaphore(0), false);
            long pause = 5 + i % 20; // milliseconds after the first piece
            stream.whenBegun(() -> vertx.setTimer(pause, late -> {
                left.put(stream.id(), System.nanoTime());
                stream.leave();
                places.release();
            }));
            send(stream);
        }
        places.acquire(arguments.number("together"));
        TimeUnit.SECONDS.sleep(2);
        Map<Integer, Long> closed = closed();
        long[] delays = left.entrySet().stream().filter(one -> closed.containsKey(one.getKey()))
                .mapToLong(one -> closed.get(one.getKey()) - one.getValue()).toArray();
        System.out.printf(Locale.ROOT, "{\"trials\": %d, \"never_closed\": %d, %s}%n", left.size(),
                left.size() - delays.length, Percentiles.of(delays).json(""));
    }

    private Map<Integer, Long> closed() throws Exception {
        String lines = client.request(HttpMethod.GET, arguments.number("upstream"), "127.0.0.1", "/closed")
                .compose(request -> request.send()).compose(response -> response.body()).toCompletionStage()
                .toCompletableFuture().get().toString();
        Map<Integer, Long> closed = new HashMap<>();
        lines.lines().map(line -> line.split(" "))
                .forEach(words -> closed.put(Integer.valueOf(words[0]), Long.valueOf(words[1])));
        return closed;
    }
}
