package com.ainative.gateway.ingest;

import com.ainative.gateway.error.AnswerError;
import com.ainative.gateway.error.Failure;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step: why was this message not accepted? Sets the variable {@code refusal}, for whoever brought it to decide. */
public final class RefuseMessage implements Processor {

    /** The exchange variable of a {@link Failure}. */
    public static final String VARIABLE = "refusal";

    @Override
    public void process(Exchange exchange) {
        Failure failure = AnswerError.failure(exchange);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, failure.status());
        exchange.setVariable(VARIABLE, failure);
    }
}
