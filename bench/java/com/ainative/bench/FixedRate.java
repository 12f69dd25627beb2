package com.ainative.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;

/**
 * Sends one HTTP request again and again by a timetable. A time is counted from when the request was due, not from when
 * it could be sent: a server that stalls is charged with the requests that had to wait (no coordinated omission). Every
 * answer must have status 200 and hold what is expected.
 *
 * <p>One thread that never sleeps, so that its own waking up is in no figure; it yields its core to the upstream.
 */
public final class FixedRate {

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final ByteBuffer request;
    private final double nanosBetween;
    private final int requests;
    private final int notCounted;
    private final long[] whole;
    private final long[] first;
    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private int answered;

    private FixedRate(Arguments arguments) throws IOException {
        double rate = Double.parseDouble(arguments.text("rate"));
        request = ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments.text("request"))));
        nanosBetween = 1e9 / rate;
        requests = (int) Math.ceil(rate * arguments.number("seconds"));
        notCounted = (int) (rate * arguments.number("warm")); // while this program itself warms up
        whole = new long[requests];
        first = new long[requests];
    }

    public static void main(String[] words) throws IOException {
        Arguments arguments = Arguments.of(words);
        FixedRate load = new FixedRate(arguments);
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < arguments.number("connections"); i++) {
                HttpConnection connection = new HttpConnection(arguments.number("port"), arguments.text("expect"),
                        arguments.text("first"));
                connection.channel().register(selector, SelectionKey.OP_READ, connection);
                load.idle.add(connection);
            }
            load.run(selector);
        }
    }

    private void run(Selector selector) throws IOException {
        long start = System.nanoTime();
        long moved = start;
        int next = 0;
        while (answered < requests) {
            long now = System.nanoTime();
            while (next < requests && now - due(start, next) >= 0 && !idle.isEmpty()) {
                idle.remove().send(request.duplicate(), next++);
                moved = now;
            }
            int ready = selector.selectNow(key -> answer((HttpConnection) key.attachment(), start));
            if (ready == 0) {
                Thread.yield();
            }
            if (now - moved > PATIENCE_NANOS) {
                throw new IOException("no answer for " + PATIENCE_NANOS / 1_000_000_000 + " s");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "{\"sent\": %d, \"counted\": %d, \"per_second\": %.1f, %s, %s}%n", requests,
                requests - notCounted, requests / seconds, percentiles(whole).json(""),
                percentiles(first).json("first_"));
    }

    private long due(long start, int number) {
        return start + (long) (number * nanosBetween);
    }

    private void answer(HttpConnection connection, long start) {
        if (connection.read()) {
            int number = connection.number();
            whole[number] = System.nanoTime() - due(start, number);
            first[number] = connection.firstAt() - due(start, number);
            answered++;
            idle.add(connection);
        }
    }

    private Percentiles percentiles(long[] nanos) {
        return Percentiles.of(Arrays.copyOfRange(nanos, notCounted, requests));
    }
}
