package com.ainative.gateway.job;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.WebhooksConfig;
import com.ainative.gateway.config.WrongValueException;
import com.ainative.gateway.job.WebhookLookup.PrivateReceiverException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts ended jobs to the URLs their callers gave. Callers choose these URLs, so nothing inside is called that was not
 * allowed: a name is looked up, all its addresses judged and one pinned, and no redirect followed. What a receiver says
 * besides its status is thrown away. Its connections are closed with Vert.x.
 */
public final class WebhookCourier implements Courier {

    /** Bytes of an answer that are read before the connection is given up. */
    private static final int MOST_READ = 64 * 1024;
    private static final int MOST_HEADERS = 16 * 1024;
    private static final int IDLE_SECONDS = 10;
    private static final int GONE = 410;

    private final Vertx vertx;
    private final WebhooksConfig config;
    private final InstantSource clock;
    /** Milliseconds for one attempt, from the look-up of the name to the status. */
    private final long limit;
    private final WebhookSignature signature;
    private final WebhookLookup lookup;
    private final HttpClientAgent client;

    public WebhookCourier(Vertx vertx, WebhooksConfig config, InstantSource clock) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.limit = config.timeout().toMillis();
        this.signature = new WebhookSignature(config.key());
        this.lookup = new WebhookLookup(config);
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions().setDecompressionSupported(false).setVerifyHost(true)
                        .setMaxHeaderSize(MOST_HEADERS).setKeepAliveTimeout(IDLE_SECONDS))
                .with(new PoolOptions().setHttp1MaxSize(EachAlone.MOST_FOR_ONE)).build();
    }

    @Override
    public Map<String, Receipt> bring(List<Delivery> deliveries) {
        Map<String, Receipt> receipts = new HashMap<>();
        deliveries.forEach(delivery -> receipts.put(delivery.id(), bring(delivery)));
        return receipts;
    }

    private Receipt bring(Delivery delivery) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        try {
            // Judged again: it may have been accepted under other rules.
            URI url = config.url(delivery.address());
            byte[] body = Json.write(JobJson.of(delivery.job()));
            lookup.run(() -> post(url, delivery, body, receipt));
            return receipt.get(limit, TimeUnit.MILLISECONDS);
        } catch (WrongValueException e) {
            return new Receipt.Undeliverable("its URL " + e.getMessage());
        } catch (TimeoutException e) {
            return new Receipt.Refused("it did not answer within " + limit + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Receipt.Away("the gateway stopped");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            receipt.cancel(false);
        }
    }

    private void post(URI url, Delivery delivery, byte[] body, CompletableFuture<Receipt> receipt) {
        if (receipt.isDone()) {
            return; // no thread was free for the look-up until nobody waited for it any more
        }
        try {
            RequestOptions options = options(url, lookup.address(url, delivery.tries()));
            long seconds = clock.instant().getEpochSecond();
            options.putHeader("content-type", "application/json").putHeader("user-agent", "ainative-gateway")
                    .putHeader("webhook-id", delivery.id()).putHeader("webhook-timestamp", Long.toString(seconds))
                    .putHeader("webhook-signature", signature.of(delivery.id(), seconds, body));
            vertx.getOrCreateContext().runOnContext(turn -> send(options, Buffer.buffer(body), receipt));
        } catch (PrivateReceiverException e) {
            receipt.complete(new Receipt.Undeliverable(String.valueOf(e.getMessage())));
        } catch (UnknownHostException e) {
            receipt.complete(new Receipt.Refused("its name cannot be looked up"));
        } catch (RuntimeException e) { // whatever it is, somebody waits for the receipt
            receipt.completeExceptionally(e);
        }
    }

    private RequestOptions options(URI url, InetAddress address) {
        boolean tls = url.getScheme().equals("https");
        int port = WebhooksConfig.port(url);
        String query = url.getRawQuery();
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setHost(url.getHost()).setPort(port)
                .setSsl(tls).setURI(url.getRawPath() + (query == null ? "" : "?" + query)).setFollowRedirects(false)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress())).setConnectTimeout(limit);
        return tls
                ? options.setSslOptions(new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS"))
                : options;
    }

    private void send(RequestOptions options, Buffer body, CompletableFuture<Receipt> receipt) {
        client.request(options).onComplete(opened -> {
            if (opened.failed()) {
                receipt.complete(unreachable(opened.cause()));
                return;
            }
            HttpClientRequest request = opened.result();
            var unused = receipt.whenComplete((known, cancelled) -> {
                if (cancelled != null) {
                    request.reset(); // nobody waits any more
                }
            });
            request.send(body).onComplete(head -> {
                if (head.failed()) {
                    receipt.complete(unreachable(head.cause()));
                } else {
                    throwAway(head.result());
                    receipt.complete(judged(head.result().statusCode()));
                }
            });
        });
    }

    private static Receipt unreachable(Throwable cause) {
        return new Receipt.Refused("it cannot be reached: "
                + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()));
    }

    private static Receipt judged(int status) {
        if (status == GONE) {
            return new Receipt.Undeliverable("it answered 410: it wants no more");
        }
        return switch (status / 100) {
            case 2 -> new Receipt.Delivered();
            case 3 -> new Receipt.Refused("it answered " + status + ", and redirects are not followed");
            default -> new Receipt.Refused("it answered " + status);
        };
    }

    /** So that the connection can serve again; one that says too much, or takes too long over it, is closed. */
    private void throwAway(HttpClientResponse head) {
        long late = vertx.setTimer(limit, tick -> head.request().reset());
        int[] read = {0};
        head.exceptionHandler(broken -> vertx.cancelTimer(late));
        head.endHandler(end -> vertx.cancelTimer(late));
        head.handler(piece -> {
            read[0] += piece.length();
            if (read[0] > MOST_READ) {
                head.request().reset();
            }
        });
    }
}
