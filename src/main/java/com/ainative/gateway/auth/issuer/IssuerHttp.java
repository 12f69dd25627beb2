package com.ainative.gateway.auth.issuer;

import com.ainative.gateway.config.IssuerConfig.Source;
import com.ainative.gateway.config.PrivateAddresses;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Gets what issuers publish. A name is looked up, all its addresses judged and one pinned; no redirect is followed, nothing
 * unpacked, and no more read than a bound. Its connections are closed with Vert.x.
 */
final class IssuerHttp {

    /** Bytes. */
    static final int MOST = 1024 * 1024;
    private static final int MOST_HEADERS = 16 * 1024;

    private final Vertx vertx;
    private final HttpClientAgent client;

    IssuerHttp(Vertx vertx) {
        this.vertx = vertx;
        this.client = vertx.httpClientBuilder().with(new HttpClientOptions().setDecompressionSupported(false)
                .setVerifyHost(true).setMaxHeaderSize(MOST_HEADERS).setKeepAlive(false)).build();
    }

    /**
     * Blocks until it is there.
     *
     * @param source whose rules hold for the address
     * @param which of its addresses, as often around as there are
     * @param until by {@link System#nanoTime}
     */
    byte[] get(URI url, Source source, int which, long until) throws FetchFailedException {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        // The system's look-up knows no time limit and holds the thread below a virtual one: this one can be left behind.
        Thread.ofPlatform().daemon().name("issuer-lookup").start(() -> begin(url, source, which, answer));
        try {
            return answer.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new FetchFailedException("did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchFailedException("was not waited for");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FetchFailedException told) {
                throw told;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            answer.cancel(false);
        }
    }

    private void begin(URI url, Source source, int which, CompletableFuture<byte[]> answer) {
        try {
            RequestOptions options = options(url, source, address(url, source, which));
            vertx.getOrCreateContext().runOnContext(turn -> send(options, answer));
        } catch (FetchFailedException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** One private address among several is enough to refuse them all: it would be the next to be tried. */
    private InetAddress address(URI url, Source source, int which) throws FetchFailedException {
        try {
            InetAddress[] found = InetAddress.getAllByName(url.getHost());
            if (!source.allowPrivate() && Stream.of(found).anyMatch(PrivateAddresses::isPrivate)) {
                throw new FetchFailedException(
                        "has a name that leads to a private address; set allow-private for it if that is meant");
            }
            return found[which % found.length];
        } catch (UnknownHostException e) {
            throw new FetchFailedException("has a name that cannot be looked up");
        }
    }

    private static RequestOptions options(URI url, Source source, InetAddress address) {
        boolean tls = url.getScheme().equals("https");
        int port = url.getPort() != -1 ? url.getPort() : tls ? 443 : 80;
        String query = url.getRawQuery();
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.GET).setHost(url.getHost()).setPort(port)
                .setSsl(tls).setURI(url.getRawPath() + (query == null ? "" : "?" + query)).setFollowRedirects(false)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .putHeader("accept", "application/json").putHeader("accept-encoding", "identity")
                .putHeader("user-agent", "ainative-gateway");
        if (tls) {
            ClientSSLOptions trust = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
            options.setSslOptions(source.ca() == null
                    ? trust
                    : trust.setTrustOptions(new PemTrustOptions().addCertPath(source.ca().toString())));
        }
        return options;
    }

    private void send(RequestOptions options, CompletableFuture<byte[]> answer) {
        client.request(options).onComplete(opened -> {
            if (opened.failed()) {
                answer.completeExceptionally(unreachable(opened.cause()));
                return;
            }
            HttpClientRequest request = opened.result();
            var unused = answer.whenComplete((body, failure) -> {
                if (failure != null) {
                    request.reset(); // nobody wants it any more
                }
            });
            request.send().onComplete(head -> {
                if (head.failed()) {
                    answer.completeExceptionally(unreachable(head.cause()));
                } else {
                    read(head.result(), answer);
                }
            });
        });
    }

    private static FetchFailedException unreachable(Throwable cause) {
        return new FetchFailedException("cannot be reached: "
                + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()));
    }

    private static void read(HttpClientResponse head, CompletableFuture<byte[]> answer) {
        int status = head.statusCode();
        if (status != 200) {
            answer.completeExceptionally(new FetchFailedException("answered " + status
                    + (status / 100 == 3 ? ", and redirects are not followed" : " instead of 200")));
            return;
        }
        String packed = head.getHeader("content-encoding");
        if (packed != null && !packed.equalsIgnoreCase("identity")) {
            answer.completeExceptionally(new FetchFailedException("sent something packed, which was not asked for"));
            return;
        }
        Buffer body = Buffer.buffer();
        head.exceptionHandler(broken -> answer.completeExceptionally(unreachable(broken)));
        head.endHandler(end -> answer.complete(body.getBytes()));
        head.handler(piece -> {
            if (body.length() + piece.length() > MOST) {
                answer.completeExceptionally(new FetchFailedException("sent more than " + MOST + " bytes"));
            } else {
                body.appendBuffer(piece);
            }
        });
    }
}
