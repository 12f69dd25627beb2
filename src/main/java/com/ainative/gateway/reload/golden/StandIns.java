package com.ainative.gateway.reload.golden;

import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.reload.golden.Golden.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * One loopback server that stands in for every provider: whose call it is says the first segment of its path. It answers
 * what the golden at hand says, and remembers whom that forgot.
 */
final class StandIns implements AutoCloseable {

    /** Another provider is not asked after it: the one that was asked is what the golden lacks. */
    private static final int NO_ANSWER = 400;
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

    private final HttpServer server;
    private final Set<String> missing = new ConcurrentSkipListSet<>();
    private volatile Map<String, Answer> answers = Map.of();

    private StandIns(Vertx vertx) {
        server = vertx.createHttpServer().requestHandler(call -> call.endHandler(read -> answer(call)));
    }

    static StandIns open(Vertx vertx) {
        StandIns opened = new StandIns(vertx);
        opened.server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return opened;
    }

    /** Where the one that stands in for this provider is called. */
    URI url(ProviderConfig provider) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/" + provider.name());
    }

    /** From now on answers so, and has missed nothing. */
    void play(Map<String, Answer> next) {
        answers = next;
        missing.clear();
    }

    /** Which providers were asked that have no answer. */
    Set<String> missing() {
        return Set.copyOf(missing);
    }

    private void answer(HttpServerRequest call) {
        String provider = call.path().split("/", 3)[1];
        Answer answer = answers.get(provider);
        if (answer == null) {
            missing.add(provider);
            call.response().setStatusCode(NO_ANSWER).end();
            return;
        }
        call.response().setStatusCode(answer.status()).putHeader("content-type",
                answer.isStream() ? "text/event-stream" : "application/json");
        if (WITHOUT_BODY.contains(answer.status())) {
            call.response().end();
        } else {
            // An event ends with an empty line, which is easily lost at the end of a file.
            call.response().end(answer.isStream() ? answer.body() + "\n\n" : answer.body());
        }
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
