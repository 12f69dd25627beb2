package com.ainative.gateway.http;

import io.vertx.core.Context;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a route may know of the HTTP request it answers; the exchange variable {@link #VARIABLE}. Headers stay here and
 * never become message headers, so none can reach a provider or come back to the client by accident.
 *
 * @param id the {@code x-request-id}, the caller's own or a new one
 * @param method upper case
 * @param path as sent, percent-encoded, without the query
 * @param query as sent, percent-encoded; empty where there is none
 * @param headers lower-case names of {@link RequestHeaders} alone; a repeated header's values joined by {@code ", "}
 * @param peer who holds the other end of the connection, a proxy perhaps; null where it is no connection
 * @param context the event loop that holds the client's connection
 * @param cancellation cancelled when the client leaves
 * @param startNanos {@link System#nanoTime} when its head had arrived
 */
public record Request(String id, String method, String path, String query, Map<String, String> headers,
        @Nullable SocketAddress peer, Context context, Cancellation cancellation, long startNanos) {

    public static final String VARIABLE = "request";
    /** The way of a job. Its header {@code idempotency-key} is the gateway's own, and providers may see it. */
    public static final String JOB = "JOB";

    /** The request as it arrived; called on its event loop. */
    static Request of(HttpServerRequest http, Context eventLoop) {
        return new Request(RequestHeaders.requestId(http.headers()), http.method().name(),
                Objects.requireNonNullElse(http.path(), ""), Objects.requireNonNullElse(http.query(), ""),
                RequestHeaders.allowed(http.headers()), http.remoteAddress(), eventLoop, new Cancellation(),
                System.nanoTime());
    }

    /**
     * What is asked by other ways than HTTP, for the same steps to answer.
     *
     * @param way in the place of the method, such as JOB
     * @param headers the few that steps look at, in lower case
     */
    public static Request otherwise(String id, String way, String path, Map<String, String> headers, Context eventLoop,
            Cancellation cancellation) {
        return new Request(id, way, path, "", headers, null, eventLoop, cancellation, System.nanoTime());
    }

    /** By which a provider may know that it has been asked this before; null where a caller waits, who decides that. */
    public @Nullable String idempotencyKey() {
        return method.equals(JOB) ? header("idempotency-key") : null;
    }

    /** The first value of that name in the query, decoded. */
    public @Nullable String queryParameter(String name) {
        List<String> values = new QueryStringDecoder(query, false).parameters().getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.get(0);
    }

    public @Nullable String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    /** Each is one; nobody goes through all it holds to tell two apart. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
