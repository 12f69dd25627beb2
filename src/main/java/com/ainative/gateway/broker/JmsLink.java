package com.ainative.gateway.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a broker that speaks JMS. It does not mend itself: when it broke, another one takes its place. */
final class JmsLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JmsLink.class);

    private final Connection connection;
    private volatile boolean closed;

    private JmsLink(Connection connection) {
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @param broken told at any time, by any thread, when the connection breaks
     */
    static JmsLink open(ConnectionFactory factory, Consumer<JMSException> broken) throws JMSException {
        JmsLink link = new JmsLink(factory.createConnection());
        try {
            link.connection.setExceptionListener(link.unlessClosed(broken));
            link.connection.start();
            return link;
        } catch (JMSException | RuntimeException e) {
            link.close();
            throw e;
        }
    }

    /** What is heard of a connection that has been replaced is no news of the one that is there. */
    private ExceptionListener unlessClosed(Consumer<JMSException> broken) {
        return e -> {
            if (!closed) {
                broken.accept(e);
            }
        };
    }

    /** A session whose messages are taken and sent when it commits. */
    Session transacted() throws JMSException {
        return connection.createSession(Session.SESSION_TRANSACTED);
    }

    /** A session each of whose messages is sent by itself. */
    Session plain() throws JMSException {
        return connection.createSession(Session.AUTO_ACKNOWLEDGE);
    }

    /** Disconnects; whoever waits for a message in one of its sessions gets none. */
    @Override
    public void close() {
        closed = true;
        try {
            connection.close();
        } catch (JMSException | RuntimeException e) {
            LOG.debug("A connection that broke could not be closed.", e);
        }
    }
}
