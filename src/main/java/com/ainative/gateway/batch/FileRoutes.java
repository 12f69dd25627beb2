package com.ainative.gateway.batch;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.http.Request;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/** {@code /v1/files}: what callers upload for batches, and what batches write for them. */
public final class FileRoutes extends RouteBuilder {

    private static final int MOST_LISTED = 10_000;

    private final Supplier<Batches> batches;

    public FileRoutes(Supplier<Batches> batches) {
        this.batches = batches;
    }

    @Override
    public void configure() {
        served("files", "POST", "file-upload").process(new ReadUpload()).process(answer(this::upload));
        served("files", "GET,HEAD", "file-list").process(answer(this::list));
        served("files/{id}", "GET,HEAD", "file-view").process(answer(exchange -> json(file(exchange))));
        served("files/{id}", "DELETE", "file-delete").process(answer(this::delete));
        served("files/{id}/content", "GET", "file-content").process(this::content);
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

    private Files files() {
        return batches.get().files();
    }

    private static Caller caller(Exchange exchange) {
        return exchange.getVariable(Caller.VARIABLE, Caller.class);
    }

    private JsonNode json(StoredFile file) {
        return FileJson.of(file, files().keep());
    }

    private JsonNode upload(Exchange exchange) {
        return json(batches.get().keep(caller(exchange), exchange.getVariable(Upload.VARIABLE, Upload.class)));
    }

    private JsonNode list(Exchange exchange) {
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        Page page = Page.of(request, MOST_LISTED, MOST_LISTED);
        return page.json(files().list(caller(exchange), request.queryParameter("purpose"), page).stream()
                .map(file -> FileJson.of(file, files().keep())).toList());
    }

    private JsonNode delete(Exchange exchange) {
        String id = id(exchange);
        if (!files().delete(id, caller(exchange))) {
            throw noSuch();
        }
        return FileJson.deleted(id);
    }

    private void content(Exchange exchange) {
        StoredFile file = file(exchange);
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        exchange.getMessage().setHeader("content-type", "application/octet-stream");
        exchange.getMessage().setBody(new FileContent(files(), file, request.context()));
    }

    private StoredFile file(Exchange exchange) {
        return files().find(id(exchange), caller(exchange)).orElseThrow(FileRoutes::noSuch);
    }

    private static String id(Exchange exchange) {
        return exchange.getMessage().getHeader("id", String.class);
    }

    private static GatewayException noSuch() {
        return ErrorCode.NOT_FOUND.at("id", "There is no such file, or it is no longer kept.").toException();
    }
}
