package com.ainative.gateway.provider;

import com.ainative.gateway.config.PrivateAddresses;
import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.http.Cancellation;
import com.ainative.gateway.provider.CallFailure.Kind;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client all providers are called with: pooled, never following a redirect, never unpacking what it did not
 * ask to be packed. A name is looked up first and the address pinned, so that what was allowed is what is connected to.
 */
public final class ProviderHttp implements AutoCloseable {

    private static final int MOST_CONNECTIONS_A_HOST = 4_096;
    private static final int NO_LIMIT = -1;

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final HostLookup lookup;

    public ProviderHttp(Vertx vertx) {
        this(vertx, InetAddress::getByName);
    }

    ProviderHttp(Vertx vertx, HostLookup.Resolver resolver) {
        this.vertx = vertx;
        this.lookup = new HostLookup(resolver);
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions().setDecompressionSupported(false).setVerifyHost(true).setTcpNoDelay(true)
                        // Vert.x keeps up to 24 pieces of a paused answer; with its 8 KiB a piece that is too much.
                        .setMaxChunkSize(2 * 1024).setMaxHeaderSize(32 * 1024).setKeepAliveTimeout(30))
                .with(new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS_A_HOST).setMaxWaitQueueSize(NO_LIMIT)).build();
    }

    Vertx vertx() {
        return vertx;
    }

    HttpClientAgent client() {
        return client;
    }

    /**
     * Where and how to call. Blocks for the look-up of the provider's name, so it is called on a virtual thread.
     *
     * @throws CallFailure when the name leads nowhere, or to a private address that is not allowed
     */
    RequestOptions request(ProviderConfig provider, String path, MultiMap headers, Cancellation attempt) {
        URI base = provider.baseUrl();
        boolean tls = base.getScheme().equals("https");
        int port = base.getPort() != -1 ? base.getPort() : tls ? 443 : 80;
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setHost(base.getHost()).setPort(port)
                .setSsl(tls).setURI(base.getRawPath() + path).setHeaders(headers).setFollowRedirects(false)
                .setConnectTimeout(provider.timeouts().connect().toMillis());
        if (tls) {
            options.setSslOptions(trust(provider.ca()));
        }
        URI proxy = provider.proxy();
        if (proxy != null) {
            options.setProxyOptions(new ProxyOptions().setType(ProxyType.HTTP).setHost(proxy.getHost())
                    .setPort(proxy.getPort() == -1 ? 80 : proxy.getPort()));
        } else {
            options.setServer(SocketAddress.inetSocketAddress(port, address(provider, attempt).getHostAddress()));
        }
        return options;
    }

    private static ClientSSLOptions trust(@Nullable Path ca) {
        ClientSSLOptions options = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
        return ca == null ? options : options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString()));
    }

    private InetAddress address(ProviderConfig provider, Cancellation attempt) {
        InetAddress found = lookup.address(provider.baseUrl().getHost(), provider.timeouts().connect(), attempt);
        if (!provider.allowPrivate() && PrivateAddresses.isPrivate(found)) {
            throw new CallFailure(Kind.UNREACHABLE,
                    "its name leads to a private address; set allow-private for it if that is meant");
        }
        return found;
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
    }
}
