package com.ainative.gateway.job;

import com.ainative.gateway.chat.ChatAnswer;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.http.ResponseHeaders;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step: keeps the answer, on disk. A streamed one is read to its end, and its parts are kept as they come. */
public final class KeepAnswer implements Processor {

    private final Supplier<Settlement> settlement;
    private final Supplier<Events> events;

    public KeepAnswer(Supplier<Settlement> settlement, Supplier<Events> events) {
        this.settlement = settlement;
        this.events = events;
    }

    @Override
    public void process(Exchange exchange) {
        JobRun run = exchange.getVariable(JobRun.VARIABLE, JobRun.class);
        String provider = exchange.getMessage().getHeader(ResponseHeaders.PROVIDER, String.class);
        switch (exchange.getMessage().getBody(ChatAnswer.class)) {
            case ChatAnswer.Whole whole -> settlement.get().answered(run, Json.write(whole.json()), provider);
            case ChatAnswer.Streamed streamed -> {
                Request request = exchange.getVariable(Request.VARIABLE, Request.class);
                new StreamKeeper(run.job().id(), streamed.chunks(), request.context(), run.cancellation(), events.get())
                        .keep();
                settlement.get().answered(run, null, provider);
            }
        }
    }
}
