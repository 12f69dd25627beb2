package com.ainative.gateway.reload.golden;

import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.http.ResponseHeaders;
import com.ainative.gateway.reload.golden.Golden.Asked;
import com.ainative.gateway.reload.twin.Twin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends goldens to the twin as applications would. */
final class Caller implements AutoCloseable {

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(1);

    private final URI twin;
    private final TokenIssuer tokens;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int sent;

    Caller(URI twin, TokenIssuer tokens) {
        this.twin = twin;
        this.tokens = tokens;
    }

    /**
     * Sends one, and reads the answer to its end.
     *
     * @throws TimeoutException when that takes longer than {@link Twin#PATIENCE}
     * @throws IOException when the connection breaks
     */
    Reply send(Asked asked) throws IOException, TimeoutException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request(asked), BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = answer.get(Twin.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(response.statusCode(), header(response, ResponseHeaders.PROVIDER),
                    header(response, "content-type"), response.body());
        } catch (ExecutionException e) {
            throw new IOException("the connection broke", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while goldens ran", e);
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(Asked asked) {
        String body = asked.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(twin + asked.path())).method(asked.method(),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("content-type", "application/json");
        }
        if (asked.tier() != null) {
            // A caller of its own each time: no golden uses up the limit of another.
            String token = tokens.issue("golden-" + ++sent, asked.tier(), List.of(), TOKEN_LIFE);
            request.header("authorization", "Bearer " + token);
        }
        return request.build();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
