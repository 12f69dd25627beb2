package com.ainative.gateway.error;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step, the one place that answers failures: what was thrown becomes a status and the surface's error object. */
public final class AnswerError implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerError.class);

    private final Surface surface;

    public AnswerError(Surface surface) {
        this.surface = surface;
    }

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
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, failure.status());
        message.setHeader("content-type", surface.contentType());
        if (failure.status() == ErrorCode.INVALID_TOKEN.status()) {
            message.setHeader("www-authenticate", "Bearer");
        }
        Duration wait = failure.retryAfter();
        if (wait != null) {
            message.setHeader("retry-after", Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
        }
        message.setBody(surface.body(failure).toString());
    }
}
