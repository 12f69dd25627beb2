package com.ainative.gateway.job;

import com.ainative.gateway.config.PrivateAddresses;
import com.ainative.gateway.config.WebhooksConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Finds out where the names in callers' URLs lead, and whether they may lead there. The system's own look-up knows no time
 * limit and holds the thread below a virtual one, so names that callers choose could hold all of those: it runs on threads
 * of its own, which can be left behind.
 */
final class WebhookLookup {

    private static final long IDLE_SECONDS = 10;

    private final WebhooksConfig config;
    private final Executor threads;

    WebhookLookup(WebhooksConfig config) {
        this.config = config;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(EachAlone.MOST, EachAlone.MOST, IDLE_SECONDS,
                TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("webhook-lookup-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /** Runs what asks for an {@link #address}. */
    void run(Runnable asking) {
        threads.execute(asking);
    }

    /**
     * Where to connect to. One private address among several is enough to refuse them all: it would be the next to be
     * tried.
     *
     * @param tries how often it was tried before; another address each time
     * @throws PrivateReceiverException when it may not be called
     */
    InetAddress address(URI url, int tries) throws UnknownHostException {
        InetAddress[] found = InetAddress.getAllByName(url.getHost());
        if (!config.mayBePrivate(url) && Stream.of(found).anyMatch(PrivateAddresses::isPrivate)) {
            throw new PrivateReceiverException();
        }
        return found[tries % found.length];
    }

    /** A name that leads inside. */
    static final class PrivateReceiverException extends RuntimeException {

        PrivateReceiverException() {
            super("its name leads to a private address, and jobs.webhooks.allow-private does not name it");
        }
    }
}
