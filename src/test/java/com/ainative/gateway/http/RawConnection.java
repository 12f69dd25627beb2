package com.ainative.gateway.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP/1 client's end of one connection, which sends any bytes at all and reads answers one by one. */
public final class RawConnection implements AutoCloseable {

    /** Beyond this a test is stuck, in milliseconds. */
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    /** @param headers by lower-case name */
    public record Answer(int status, Map<String, String> headers, String body) {

        public String requestId() {
            return headers.getOrDefault("x-request-id", "");
        }
    }

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static RawConnection to(URI gateway) throws IOException {
        return to(gateway, 0);
    }

    /** @param receiveBuffer bytes the kernel may hold for this client; 0 leaves that to the kernel */
    public static RawConnection to(URI gateway, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        return new RawConnection(socket);
    }

    /** Sends characters as the bytes of the same value. */
    public RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends what the other side still takes; one that has hung up already is no failure. */
    public RawConnection offer(String text) {
        return offer(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The same for bytes. */
    public RawConnection offer(byte[] bytes) {
        try {
            return send(bytes);
        } catch (IOException e) {
            return this;
        }
    }

    /** The next answer, read to its end. */
    public Answer answer() throws IOException {
        Answer head = head();
        if (head.status() / 100 == 1) {
            return head;
        }
        String length = head.headers().get("content-length");
        byte[] body = length != null ? in.readNBytes(Integer.parseInt(length)) : chunks();
        return new Answer(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
    }

    /** The next answer's status and headers; its body is left on the connection. */
    public Answer head() throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
        }
        return new Answer(Integer.parseInt(status.split(" ")[1]), headers, "");
    }

    /** One chunk of a chunked body; empty at its end. */
    public byte[] chunk() throws IOException {
        byte[] bytes = in.readNBytes(Integer.parseInt(line(), 16));
        line();
        return bytes;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] piece = chunk(); piece.length > 0; piece = chunk()) {
            body.write(piece);
        }
        return body.toByteArray();
    }

    /** Every answer up to the moment the other side closes the connection. */
    public List<Answer> answersUntilClosed() throws IOException {
        List<Answer> answers = new ArrayList<>();
        try {
            while (true) {
                answers.add(answer());
            }
        } catch (EOFException | SocketException closed) {
            return answers;
        }
    }

    /** Waits until the other side hangs up. */
    public void awaitClosed() throws IOException {
        bytesUntilClosed();
    }

    /** Reads what there is until the other side hangs up, and counts it. */
    public long bytesUntilClosed() throws IOException {
        byte[] some = new byte[8192];
        long count = 0;
        try {
            for (int read = in.read(some); read != -1; read = in.read(some)) {
                count += read;
            }
        } catch (SocketException reset) {
            return count;
        }
        return count;
    }

    /** Hangs up so that the other side sees a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b == -1) {
                throw new EOFException("closed after '" + line.toString(StandardCharsets.ISO_8859_1) + "'");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
