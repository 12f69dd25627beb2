package com.ainative.gateway.fake;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** The provider's end of one call: writes what it is told, byte for byte, and notices when the gateway hangs up. */
public final class Wire {

    private final Socket socket;
    private final OutputStream out;
    private final Received request;

    Wire(Socket socket, Received request) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.request = request;
    }

    public Received request() {
        return request;
    }

    public void raw(String text) throws IOException {
        raw(text.getBytes(StandardCharsets.UTF_8));
    }

    public void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** A whole answer. Each header is a line such as {@code retry-after: 3}. */
    public void json(int status, String body, String... headers) throws IOException {
        whole(status, "application/json", body, headers);
    }

    public void whole(int status, String contentType, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\ncontent-type: " + contentType
                + "\r\ncontent-length: " + bytes.length + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        out.flush();
    }

    /** The head of a stream; follow it with {@link #chunk} and {@link #endChunks}. */
    public void streamHead() throws IOException {
        raw("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n");
    }

    /** One HTTP chunk. */
    public void chunk(String text) throws IOException {
        chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    public void chunk(byte[] bytes) throws IOException {
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        out.write(size);
        out.write(bytes);
        out.write('\r');
        out.write('\n');
        out.flush();
    }

    public void endChunks() throws IOException {
        raw("0\r\n\r\n");
    }

    /** Closes at once, so that the other side sees a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends the connection without a reset. */
    public void close() throws IOException {
        socket.close();
    }

    /** Says nothing until the gateway hangs up, be it by a reset: so it does when bytes were still on their way to it. */
    public void awaitHangUp() throws IOException {
        int sent;
        try {
            sent = socket.getInputStream().read();
        } catch (SocketException reset) {
            return;
        }
        if (sent != -1) {
            throw new IOException("the gateway sent more instead of hanging up");
        }
    }
}
