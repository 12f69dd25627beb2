package com.ainative.gateway.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A provider on a socket of its own, which writes exactly the bytes a test wants and knows which of its calls are still
 * open. Replies are used up in order; the last one said with {@link #always} serves for all further calls.
 */
public final class FakeProvider implements AutoCloseable {

    private final ServerSocket server;
    private final Queue<Reply> next = new ConcurrentLinkedQueue<>();
    private volatile Reply otherwise = wire -> wire.json(500, "{\"error\":{\"message\":\"no reply was scripted\"}}");
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    /** What to do with one call. Runs on a thread of its own and may block. */
    public interface Reply {
        void write(Wire wire) throws IOException, InterruptedException;
    }

    private FakeProvider(ServerSocket server) {
        this.server = server;
    }

    public static FakeProvider start() {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Where another has been, and is closed. */
    public static FakeProvider start(InetSocketAddress address) {
        try {
            return on(new ServerSocket(), address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which speaks TLS with that certificate. */
    public static FakeProvider start(SSLContext certificate) {
        try {
            return on(certificate.getServerSocketFactory().createServerSocket(),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FakeProvider on(ServerSocket socket, InetSocketAddress address) throws IOException {
        socket.bind(address, 1_000);
        FakeProvider fake = new FakeProvider(socket);
        Thread.ofVirtual().start(fake::accept);
        return fake;
    }

    public FakeProvider then(Reply reply) {
        next.add(reply);
        return this;
    }

    public FakeProvider always(Reply reply) {
        otherwise = reply;
        return this;
    }

    /** Without a path; OpenAI-speaking providers are configured with {@code /v1} behind it. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getLocalPort();
    }

    public List<Received> received() {
        return received;
    }

    public Received lastReceived() {
        return received.get(received.size() - 1);
    }

    /** Calls whose reply is still being written or whose connection is held open by it. */
    public int openCalls() {
        return open.get();
    }

    /** Connections the gateway has opened in all. */
    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (true) {
                Received request = Received.read(socket.getInputStream());
                if (request == null) {
                    return;
                }
                received.add(request);
                Reply reply = next.poll();
                open.incrementAndGet();
                try {
                    (reply == null ? otherwise : reply).write(new Wire(socket, request));
                } finally {
                    open.decrementAndGet();
                }
            }
        } catch (IOException e) {
            // The gateway hung up, which is often what a test wants to see.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
