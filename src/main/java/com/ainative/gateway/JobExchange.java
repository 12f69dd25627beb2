package com.ainative.gateway;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.ingest.GenerationRoutes;
import com.ainative.gateway.job.JobRoute;
import com.ainative.gateway.job.JobRun;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;

/** Runs jobs through the route {@code direct:job} of the generation that serves, on an event loop of their own. */
final class JobExchange implements JobRoute {

    private static final String ROUTE = "direct://job";

    private final Vertx vertx;
    private final GenerationRoutes routes;

    JobExchange(Vertx vertx, GenerationRoutes routes) {
        this.vertx = vertx;
        this.routes = routes;
    }

    @Override
    public void run(JobRun run) {
        Request request = Request.otherwise(run.job().id(), Request.JOB, run.job().origin().name(),
                Map.of("idempotency-key", run.job().idempotencyKey()),
                vertx.getOrCreateContext(), run.cancellation());
        routes.run(ROUTE, request, endpoint -> {
            Exchange exchange = endpoint.createExchange(ExchangePattern.InOut);
            exchange.setVariable(JobRun.VARIABLE, run);
            exchange.setVariable(Caller.VARIABLE, run.job().caller());
            exchange.setVariable(ChatRequest.VARIABLE, new ChatRequest(read(run)));
            return exchange;
        });
    }

    private static ObjectNode read(JobRun run) {
        try {
            return (ObjectNode) Json.read(run.job().request());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was accepted is JSON", e);
        }
    }
}
