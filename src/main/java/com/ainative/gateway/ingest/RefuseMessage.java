package com.ainative.gateway.ingest;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.error.GatewayException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step: why was this message not accepted? Sets the variable {@code refusal}, for whoever brought it to decide. */
public final class RefuseMessage implements Processor {

    /** The exchange variable of a {@link Failure}. */
    public static final String VARIABLE = "refusal";
    private static final Logger LOG = LoggerFactory.getLogger(RefuseMessage.class);

    @Override
    public void process(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Failure failure;
        if (thrown instanceof GatewayException known) {
            failure = known.failure();
        } else {
            LOG.error("Route {} failed", exchange.getFromRouteId(), thrown);
            failure = ErrorCode.INTERNAL.because("The gateway failed; its log says why.");
        }
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, failure.status());
        exchange.setVariable(VARIABLE, failure);
    }
}
