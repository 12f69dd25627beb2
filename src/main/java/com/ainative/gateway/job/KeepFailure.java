package com.ainative.gateway.job;

import com.ainative.gateway.error.AnswerError;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.limit.Admission;
import com.ainative.gateway.limit.Admit;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step: the one place that decides what becomes of a job that was not answered, which has spent nothing. */
public final class KeepFailure implements Processor {

    private final Supplier<Settlement> settlement;

    public KeepFailure(Supplier<Settlement> settlement) {
        this.settlement = settlement;
    }

    @Override
    public void process(Exchange exchange) {
        JobRun run = exchange.getVariable(JobRun.VARIABLE, JobRun.class);
        Admit.giveBack(exchange);
        Failure failure = AnswerError.failure(exchange);
        Admission admission = exchange.getVariable(Admission.VARIABLE, Admission.class);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, failure.status());
        settlement.get().failed(run, failure, admission != null && !admission.admitted());
    }
}
