package com.ainative.gateway.provider;

import com.ainative.gateway.http.Cancellation;
import com.ainative.gateway.provider.CallFailure.Kind;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Looks up where a provider's name leads. The system's own look-up knows no time limit, so it runs on a thread that can
 * be left behind; what it finds is kept for half a minute, failures are not.
 */
final class HostLookup {

    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Executor THREADS = Thread::startVirtualThread;

    /** The system's resolver, or a test's. */
    interface Resolver {
        InetAddress resolve(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    // Its housekeeping is short: a hand-over to Caffeine's usual pool would cost more than the work.
    private final Cache<String, InetAddress> found = Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(KEPT)
            .executor(Runnable::run)
            .build();

    HostLookup(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Blocks until the address is known.
     *
     * @param attempt ends the wait when nobody waits for the call any more
     * @throws CallFailure when there is none, or none within the time
     */
    InetAddress address(String host, Duration limit, Cancellation attempt) {
        InetAddress known = found.getIfPresent(host);
        if (known != null) {
            return known;
        }
        CompletableFuture<InetAddress> looking = CompletableFuture.supplyAsync(() -> resolve(host), THREADS)
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        attempt.onCancel(() -> looking.completeExceptionally(new CallFailure(Kind.CANCELLED, "the caller left")));
        try {
            InetAddress address = looking.join();
            found.put(host, address);
            return address;
        } catch (CompletionException e) {
            if (e.getCause() instanceof CallFailure cancelled) {
                throw cancelled;
            }
            throw new CallFailure(Kind.UNREACHABLE, "its name " + host + " cannot be looked up");
        }
    }

    private InetAddress resolve(String host) {
        try {
            return resolver.resolve(host);
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }
}
