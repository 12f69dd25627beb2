package com.ainative.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** One HTTP/1.1 connection that sends prepared bytes and reads one answer at a time, checking it. Never blocks. */
final class HttpConnection {

    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] END_OF_CHUNKS = ascii("\r\n0\r\n\r\n");

    private final SocketChannel channel;
    private final byte[] expected;
    private final byte[] first;
    private byte[] buffer = new byte[64 * 1024];
    private int number;
    private int length;
    private int head;
    private int contentLength;
    private long firstAt;

    /**
     * @param expected what every answer's body must hold
     * @param first the bytes whose arrival {@link #firstAt} tells
     */
    HttpConnection(int port, String expected, String first) throws IOException {
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
        this.expected = expected.getBytes(StandardCharsets.UTF_8);
        this.first = first.getBytes(StandardCharsets.UTF_8);
    }

    SocketChannel channel() {
        return channel;
    }

    /** The number of the request that was sent last. */
    int number() {
        return number;
    }

    /** When the first of what was waited for was there. */
    long firstAt() {
        return firstAt;
    }

    void send(ByteBuffer request, int number) throws IOException {
        this.number = number;
        length = 0;
        head = -1;
        contentLength = -1;
        firstAt = 0;
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** Returns whether the answer is complete. */
    boolean read() {
        try {
            return more();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean more() throws IOException {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = channel.read(ByteBuffer.wrap(buffer, length, buffer.length - length));
        if (read < 0) {
            throw new IOException("the connection was closed within an answer: " + text(0, length));
        }
        length += read;
        if (head < 0) {
            int end = indexOf(END_OF_HEAD, 0, length);
            if (end < 0) {
                return false;
            }
            head = end + END_OF_HEAD.length;
            contentLength = contentLength(text(0, head));
        }
        if (firstAt == 0 && indexOf(first, head, length) >= 0) {
            firstAt = System.nanoTime();
        }
        if (contentLength >= 0 ? length < head + contentLength : !endsWith(END_OF_CHUNKS)) {
            return false;
        }
        if (firstAt == 0 || indexOf(expected, head, length) < 0) {
            throw new IOException("not the expected answer: " + text(0, length));
        }
        return true;
    }

    /** -1: the answer comes in chunks. */
    private static int contentLength(String head) throws IOException {
        if (!head.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("not a good answer: " + head);
        }
        for (String line : head.toLowerCase(Locale.ROOT).split("\r\n")) {
            if (line.startsWith("content-length:")) {
                return Integer.parseInt(line.substring("content-length:".length()).strip());
            }
        }
        return -1;
    }

    private int indexOf(byte[] sought, int from, int to) {
        for (int i = from; i <= to - sought.length; i++) {
            int same = 0;
            while (same < sought.length && buffer[i + same] == sought[same]) {
                same++;
            }
            if (same == sought.length) {
                return i;
            }
        }
        return -1;
    }

    private boolean endsWith(byte[] sought) {
        return indexOf(sought, Math.max(0, length - sought.length), length) >= 0;
    }

    private String text(int from, int to) {
        return new String(buffer, from, Math.min(to - from, 2_000), StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
