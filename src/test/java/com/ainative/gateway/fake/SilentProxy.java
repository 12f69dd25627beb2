package com.ainative.gateway.fake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Stands before a server on this machine. When it falls silent connections stay, and nothing more comes by them. */
public final class SilentProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch silence = new CountDownLatch(0);

    private SilentProxy(int server) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    public static SilentProxy to(int server) throws IOException {
        return new SilentProxy(server);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public void fallSilent() {
        silence = new CountDownLatch(1);
    }

    /** What came meanwhile is passed on now. */
    public void speak() {
        silence.countDown();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = opened(listening.accept());
                Socket peer = opened(new Socket(InetAddress.getLoopbackAddress(), server));
                Thread.ofVirtual().start(() -> pass(client, peer));
                Thread.ofVirtual().start(() -> pass(peer, client));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private Socket opened(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try (from; to) {
            for (int read = from.getInputStream().read(bytes); read >= 0; read = from.getInputStream().read(bytes)) {
                silence.await();
                to.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException | InterruptedException e) {
            // One of the two is closed.
        }
    }

    /** Nobody gets through any more, as when the server is gone. */
    public void hangUp() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        speak();
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
