package com.ainative.gateway.job;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** {@code /v1/jobs/{id}}: what has become of a request whose caller did not wait. */
public final class JobRoutes extends RouteBuilder {

    private final Supplier<Jobs> jobs;

    public JobRoutes(Supplier<Jobs> jobs) {
        this.jobs = jobs;
    }

    @Override
    public void configure() {
        from("platform-http:{{api}}/jobs/{id}?httpMethodRestrict=GET,HEAD").routeId("job-view")
                .routeConfigurationId("answer-errors").process("authenticate").process(this::show);
    }

    private void show(Exchange exchange) {
        exchange.getMessage().setHeader("content-type", "application/json");
        exchange.getMessage().setBody(Json.write(JobJson.of(job(exchange))));
    }

    /** The caller's own; another's does not exist for it. */
    private JobView job(Exchange exchange) {
        Caller caller = exchange.getVariable(Caller.VARIABLE, Caller.class);
        return jobs.get().find(exchange.getMessage().getHeader("id", String.class), caller.subject())
                .orElseThrow(() -> ErrorCode.NOT_FOUND.because("There is no such job, or its answer is no longer kept.")
                        .toException());
    }
}
