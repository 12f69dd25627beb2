package com.ainative.gateway.job;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.limit.Admission;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step: the one place that decides what becomes of a job that was not answered. */
public final class KeepFailure implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(KeepFailure.class);

    private final Supplier<Settlement> settlement;

    public KeepFailure(Supplier<Settlement> settlement) {
        this.settlement = settlement;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        JobRun run = exchange.getVariable(JobRun.VARIABLE, JobRun.class);
        Failure failure;
        if (thrown instanceof GatewayException known) {
            failure = known.failure();
        } else {
            LOG.error("Job {} failed in route {}", run.job().id(), exchange.getFromRouteId(), thrown);
            failure = ErrorCode.INTERNAL.because("The gateway failed; its log says why.");
        }
        Admission admission = exchange.getVariable(Admission.VARIABLE, Admission.class);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, failure.status());
        settlement.get().failed(run, failure, admission != null && !admission.admitted());
    }
}
