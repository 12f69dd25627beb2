package com.ainative.gateway.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.SocketFactory;

/** Shows what PostgreSQL's driver, which makes one of these by its name, wants of its sockets. */
public final class RecordedSockets extends SocketFactory {

    static final Queue<Recorded> MADE = new ConcurrentLinkedQueue<>();

    @Override
    public Socket createSocket() {
        Recorded made = new Recorded();
        MADE.add(made);
        return made;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }

    /** A socket, and how long it was given to connect. */
    static final class Recorded extends Socket {

        volatile int connectMillis = -1;

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            connectMillis = timeout;
            super.connect(endpoint, timeout);
        }
    }
}
