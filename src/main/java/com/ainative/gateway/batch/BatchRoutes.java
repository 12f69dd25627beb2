package com.ainative.gateway.batch;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.http.Request;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/** {@code /v1/batches}: files of requests that are done when there is room. */
public final class BatchRoutes extends RouteBuilder {

    private static final int USUALLY_LISTED = 20;
    private static final int MOST_LISTED = 100;

    private final Supplier<Batches> batches;

    public BatchRoutes(Supplier<Batches> batches) {
        this.batches = batches;
    }

    @Override
    public void configure() {
        served("batches", "POST", "batch-create").process(new ReadBatch()).process(answer(this::create));
        served("batches", "GET,HEAD", "batch-list").process(answer(this::list));
        served("batches/{id}", "GET,HEAD", "batch-view")
                .process(answer(exchange -> one(batches.get().find(id(exchange), caller(exchange)))));
        served("batches/{id}/cancel", "POST", "batch-cancel")
                .process(answer(exchange -> one(batches.get().cancel(id(exchange), caller(exchange)))));
    }

    private RouteDefinition served(String path, String methods, String id) {
        return from("platform-http:{{api}}/" + path + "?httpMethodRestrict=" + methods).routeId(id)
                .routeConfigurationId("answer-errors").process("authenticate");
    }

    private static Processor answer(Function<Exchange, JsonNode> step) {
        return exchange -> {
            byte[] body = Json.write(step.apply(exchange));
            exchange.getMessage().setHeader("content-type", "application/json");
            exchange.getMessage().setBody(body);
        };
    }

    private JsonNode create(Exchange exchange) {
        ReadBatch.Wanted wanted = exchange.getVariable(ReadBatch.VARIABLE, ReadBatch.Wanted.class);
        return BatchJson.of(batches.get().create(caller(exchange), wanted.inputFile(), wanted.metadata()));
    }

    private JsonNode list(Exchange exchange) {
        Page page = Page.of(exchange.getVariable(Request.VARIABLE, Request.class), USUALLY_LISTED, MOST_LISTED);
        return page.json(batches.get().list(caller(exchange), page).stream().map(BatchJson::of).toList());
    }

    private static JsonNode one(Optional<Batch> batch) {
        return BatchJson.of(batch.orElseThrow(BatchRoutes::noSuch));
    }

    private static Caller caller(Exchange exchange) {
        return exchange.getVariable(Caller.VARIABLE, Caller.class);
    }

    private static String id(Exchange exchange) {
        return exchange.getMessage().getHeader("id", String.class);
    }

    private static GatewayException noSuch() {
        return ErrorCode.NOT_FOUND.at("id", "There is no such batch, or it is no longer kept.").toException();
    }
}
