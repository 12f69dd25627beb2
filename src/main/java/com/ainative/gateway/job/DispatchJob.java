package com.ainative.gateway.job;

import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step: may a provider have it? From here on one may, and that is on disk. */
public final class DispatchJob implements Processor {

    private final Supplier<Settlement> settlement;

    public DispatchJob(Supplier<Settlement> settlement) {
        this.settlement = settlement;
    }

    @Override
    public void process(Exchange exchange) {
        settlement.get().dispatch(exchange.getVariable(JobRun.VARIABLE, JobRun.class));
    }
}
