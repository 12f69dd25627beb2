package com.ainative.gateway.job;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.http.Request;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/jobs}: what has become of requests whose callers did not wait. A caller sees its own jobs; those of others
 * do not exist for it.
 */
public final class JobRoutes extends RouteBuilder {

    private static final String ONE = "platform-http:{{api}}/jobs/{id}";
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final int USUAL_LIMIT = 20;
    private static final int MOST = 100;

    private final Supplier<Jobs> jobs;

    public JobRoutes(Supplier<Jobs> jobs) {
        this.jobs = jobs;
    }

    @Override
    public void configure() {
        from("platform-http:{{api}}/jobs?httpMethodRestrict=GET,HEAD").routeId("jobs")
                .routeConfigurationId("answer-errors").process("authenticate").process(this::list);
        from(ONE + "?httpMethodRestrict=GET,HEAD").routeId("job-view")
                .routeConfigurationId("answer-errors").process("authenticate").process(this::show);
        from(ONE + "?httpMethodRestrict=DELETE").routeId("job-cancel")
                .routeConfigurationId("answer-errors").process("authenticate").process(this::cancel);
        from(ONE + "/events?httpMethodRestrict=GET").routeId("job-events")
                .routeConfigurationId("answer-errors").process("authenticate").process(this::watch);
    }

    private void list(Exchange exchange) {
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        int limit = limit(request.queryParameter("limit"));
        List<JobView> some = jobs.get().list(subject(exchange), request.queryParameter("after"), limit + 1);
        boolean more = some.size() > limit;
        List<JobView> page = more ? some.subList(0, limit) : some;
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        page.forEach(job -> data.add(JobJson.listed(job)));
        json.put("first_id", page.isEmpty() ? null : page.getFirst().id());
        json.put("last_id", page.isEmpty() ? null : page.getLast().id()).put("has_more", more);
        write(exchange, json);
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL_LIMIT;
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw ErrorCode.INVALID_REQUEST.at("limit", "'limit' is not a number from 1 to " + MOST + ".")
                    .toException();
        }
        return Integer.parseInt(text);
    }

    private void show(Exchange exchange) {
        write(exchange, JobJson.of(job(exchange)));
    }

    private void cancel(Exchange exchange) {
        String id = job(exchange).id();
        Cancelling.Outcome outcome = jobs.get().cancel(id);
        JobView job = job(exchange);
        switch (outcome) {
            case CANCELLED -> write(exchange, JobJson.of(job));
            case UNDER_WAY -> {
                exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, ACCEPTED);
                write(exchange, JobJson.of(job));
            }
            case TOO_LATE -> throw ErrorCode.ENDED_ALREADY.because("This job has ended already, as '"
                    + JobJson.status(job.state(), job.status()) + "'; nothing is left to be cancelled.").toException();
        }
    }

    private void watch(Exchange exchange) {
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        String last = request.header("last-event-id");
        Position from = last == null
                ? Position.parse(request.queryParameter("after"), "after")
                : Position.parse(last, "last-event-id");
        JobView job = job(exchange);
        Message message = exchange.getMessage();
        if (job.state().isFinal() && from.knows(job)) {
            // All has been told, and this is how a browser is told to stay away.
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, NO_CONTENT);
            message.setBody(null);
            return;
        }
        message.setHeader("content-type", "text/event-stream; charset=utf-8");
        message.setHeader("cache-control", "no-cache");
        message.setHeader("x-accel-buffering", "no");
        message.setBody(jobs.get().watch(job.id(), from, request.context()));
    }

    private static String subject(Exchange exchange) {
        return exchange.getVariable(Caller.VARIABLE, Caller.class).subject();
    }

    private JobView job(Exchange exchange) {
        return jobs.get().find(exchange.getMessage().getHeader("id", String.class), subject(exchange))
                .orElseThrow(() -> ErrorCode.NOT_FOUND.because("There is no such job, or its answer is no longer kept.")
                        .toException());
    }

    private static void write(Exchange exchange, ObjectNode json) {
        exchange.getMessage().setHeader("content-type", "application/json");
        exchange.getMessage().setBody(Json.write(json));
    }
}
