package com.ainative.gateway.reload.preview;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.reload.Assembly;
import com.ainative.gateway.reload.GenerationParts;
import com.ainative.gateway.reload.Onlooker;
import com.ainative.gateway.reload.Sources;
import com.ainative.gateway.reload.preview.Decision.Refused;
import com.ainative.gateway.reload.twin.Twin;
import com.ainative.gateway.reload.twin.TwinConfig;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Says what a candidate would decide: sends copies to a twin of it, one at a time, and looks on there. */
final class Decider implements AutoCloseable {

    /** What {@link TwinConfig} wants, and nobody calls. */
    private static final URI NOBODY = URI.create("http://preview.invalid");

    /** A copy that is at the twin. */
    private static final class Asked implements Onlooker {

        private final String id = "preview-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        private volatile @Nullable Decision decision;

        @Override
        public void routed(Request request, Buffer body, Exchange exchange) {
            if (request.id().equals(id)) {
                decision = Decision.of(exchange);
            }
        }

        @Override
        public void over() {
            // A twin does not serve, so it does not stop serving.
        }
    }

    private final Twin twin;
    private final GenerationParts parts;
    private final HttpClient client;

    private Decider(Twin twin, GenerationParts parts, HttpClient client) {
        this.twin = twin;
        this.parts = parts;
        this.client = client;
    }

    static Decider open(Vertx vertx, Assembly assembly, Sources sources, GatewayConfig config) {
        GatewayConfig apart = TwinConfig.of(config, provider -> NOBODY, provider -> provider.configured());
        GenerationParts parts = PlanOnly.of(assembly.apart(apart, sources.hash()));
        return new Decider(Twin.open(vertx, sources, apart, parts), parts, vertx.createHttpClient());
    }

    /** What the candidate decides, or null where that could not be told. */
    @Nullable
    Decision decide(Copy copy) throws InterruptedException {
        Asked asked = new Asked();
        parts.outcomes().lookOn(asked);
        try {
            return client.request(options(copy, asked.id)).compose(request -> answered(request, copy, asked))
                    .toCompletionStage().toCompletableFuture().get(Twin.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }

    private RequestOptions options(Copy copy, String id) {
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.valueOf(copy.method()))
                .setHost(twin.url().getHost()).setPort(twin.url().getPort()).setURI(copy.uri())
                .setTimeout(Twin.PATIENCE.toMillis()).putHeader("x-request-id", id);
        copy.headers().forEach(options::putHeader);
        return options;
    }

    private static Future<@Nullable Decision> answered(HttpClientRequest request, Copy copy, Asked asked) {
        return request.send(Buffer.buffer(copy.body())).compose(response -> response.body().map(body -> {
            Decision decided = asked.decision;
            return decided == null ? unrouted(response.statusCode(), body) : decided;
        }));
    }

    /** No route of the candidate had it. What the twin itself could not do says nothing of the candidate. */
    private static @Nullable Decision unrouted(int status, Buffer body) {
        if (status < 400 || status >= 500) {
            return null;
        }
        return new Decision(new Refused(status, code(body)), null);
    }

    private static String code(Buffer body) {
        try {
            JsonNode error = Json.read(body.getBytes()).path("error");
            return error.path("code").asText(error.path("type").asText(""));
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    @Override
    public void close() {
        client.close();
        twin.close();
    }
}
