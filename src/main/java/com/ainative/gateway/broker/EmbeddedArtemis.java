package com.ainative.gateway.broker;

import com.ainative.gateway.config.HostPort;
import com.ainative.gateway.config.IngestConfig;
import io.netty.util.internal.PlatformDependent;
import jakarta.jms.ConnectionFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The message broker in this process. Its files are below the data folder, and what it has taken is on disk. When it
 * cannot write any more it stops, and starts again as soon as it can.
 */
public final class EmbeddedArtemis implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedArtemis.class);
    /** Brokers of one process are told apart by their numbers. */
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    /** So that what is under way can still be written. */
    private static final long DISK_RESERVE = 64L * 1024 * 1024;

    private final IngestConfig ingest;
    private final Path folder;
    private final long diskReserve;
    private final ArtemisPermissions permissions;
    private final ArtemisSecurity security;
    private final int number = NUMBERS.incrementAndGet();
    private final String ownKey = random();
    private final Semaphore failures = new Semaphore(0);
    private final Thread keeper = Thread.ofPlatform().daemon().name("broker-keeper").unstarted(this::keepRunning);
    private volatile ActiveMQServer server;
    private volatile @Nullable String trouble;
    private volatile boolean closed;

    private EmbeddedArtemis(IngestConfig ingest, Path data, TokenCheck tokens, long diskReserve) throws Exception {
        this.diskReserve = diskReserve;
        this.ingest = ingest;
        this.folder = data.resolve("broker");
        this.permissions = new ArtemisPermissions(ingest);
        this.security = new ArtemisSecurity(ownKey, tokens, permissions);
        this.server = run();
    }

    /**
     * Starts it.
     *
     * @param data the gateway's data folder
     * @throws IllegalStateException when it cannot start: its message says why
     */
    public static EmbeddedArtemis start(IngestConfig ingest, Path data, TokenCheck tokens) {
        return start(ingest, data, tokens, DISK_RESERVE);
    }

    /** @param diskReserve bytes of the disk it leaves free; with less, senders fail */
    static EmbeddedArtemis start(IngestConfig ingest, Path data, TokenCheck tokens, long diskReserve) {
        EmbeddedArtemis broker;
        try {
            broker = new EmbeddedArtemis(ingest, data, tokens, diskReserve);
        } catch (Exception e) { // that is what its start throws
            throw new IllegalStateException("The embedded broker cannot start in " + data.resolve("broker") + ": "
                    + reason(e), e);
        }
        broker.keeper.start();
        return broker;
    }

    /** What connects to it from within the process. */
    ConnectionFactory connections() {
        return ArtemisClient.of(new TransportConfiguration(InVMConnectorFactory.class.getName(),
                Map.of("serverId", number)), ownKey);
    }

    /** Where it takes connections, with the real port; null where it takes none. */
    public @Nullable HostPort listening() {
        HostPort wanted = ingest.listen();
        return wanted != null
                && server.getRemotingService().getAcceptor(ArtemisSettings.LISTENER) instanceof NettyAcceptor acceptor
                        ? new HostPort(wanted.host(), acceptor.getActualPort())
                        : null;
    }

    /** How many messages wait in a queue. */
    OptionalLong waiting(String name) {
        ActiveMQServer running = server;
        Queue queue = running.isStarted() ? running.locateQueue(SimpleString.of(name)) : null;
        return queue == null ? OptionalLong.empty() : OptionalLong.of(queue.getMessageCount());
    }

    /** Why it does not run; null while it does. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** What runs just now. */
    ActiveMQServer server() {
        return server;
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        try {
            keeper.join();
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // that is what its stop throws; what it has taken is on disk already
            LOG.warn("The embedded broker did not stop cleanly.", e);
        }
    }

    private ActiveMQServer run() throws Exception {
        mustFreeBuffers();
        Configuration settings = ArtemisSettings.of(ingest, number, folder, random(), diskReserve);
        ActiveMQServer next = new ActiveMQServerImpl(settings, security);
        next.registerBrokerPlugin(new GoneQueues(permissions));
        FailedWrites failed = new FailedWrites((cause, message, file) -> {
            trouble = "The embedded broker cannot write to " + folder + ": " + message;
            failures.release();
        });
        next.registerIOCriticalErrorListener(failed);
        next.getServiceRegistry().addOutgoingInterceptor(failed);
        try {
            next.start();
            if (!next.isActive()) {
                throw new IllegalStateException("another process uses this folder");
            }
        } catch (Exception e) { // whatever it is, its locks and threads have to go
            next.stop();
            throw e;
        }
        return next;
    }

    /** Where Java does not let it, the first start would succeed, and each later one fail over the files of the first. */
    @SuppressWarnings("deprecation") // it is what Artemis' journal calls
    private static void mustFreeBuffers() {
        try {
            PlatformDependent.freeDirectBuffer(ByteBuffer.allocateDirect(1));
        } catch (UnsupportedOperationException e) {
            throw new IllegalStateException("this Java must be started with --sun-misc-unsafe-memory-access=allow,"
                    + " as ./ainative does", e);
        }
    }

    /** Starts it again when it has stopped itself, which it does when its files cannot be written. */
    private void keepRunning() {
        Backoff backoff = new Backoff();
        try {
            while (!closed) {
                failures.acquire();
                restart(backoff);
            }
        } catch (InterruptedException e) {
            LOG.debug("The embedded broker is being closed.");
        }
    }

    private void restart(Backoff backoff) throws InterruptedException {
        while (!closed) {
            try {
                server.stop();
                failures.drainPermits();
                server = run();
                trouble = null;
                backoff.reset();
                LOG.info("The embedded broker runs again.");
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) { // that is what its start throws; it may do so until there is room on the disk
                trouble = "The embedded broker cannot start in " + folder + ": " + reason(e);
                backoff.sleep();
            }
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
