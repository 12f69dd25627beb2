package com.ainative.gateway.broker;

import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.io.IOCriticalErrorListener;
import org.apache.activemq.artemis.core.protocol.core.Packet;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.DisconnectMessage;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Silences a broker from the first write that fails until it has stopped. Its journal tells of such a write here, and
 * then goes on as if it had succeeded: clients would be told that their messages are on disk, and get messages that are
 * not. Without an answer they know that they cannot know, and send again.
 */
final class FailedWrites implements IOCriticalErrorListener, Interceptor {

    private final IOCriticalErrorListener next;
    private volatile boolean some;

    /** @param next is told, too */
    FailedWrites(IOCriticalErrorListener next) {
        this.next = next;
    }

    /** On the thread that writes, before anybody learns what became of what it wrote. */
    @Override
    public void onIOException(Throwable cause, String message, String file) {
        some = true;
        next.onIOException(cause, message, file);
    }

    /** What goes to clients: only that it disconnects them, so that they need not wait. */
    @Override
    public boolean intercept(Packet packet, RemotingConnection connection) {
        return !some || packet instanceof DisconnectMessage;
    }
}
