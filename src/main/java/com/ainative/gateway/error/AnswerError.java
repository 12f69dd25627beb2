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

    /** What was thrown, for whoever asked. What nobody expected is logged, and no more is said of it. */
    public static Failure failure(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (thrown instanceof GatewayException known) {
            return known.failure();
        }
        LOG.error("Route {} failed", exchange.getFromRouteId(), thrown);
        return ErrorCode.INTERNAL.because("The gateway failed; its log says why.");
    }

    @Override
    public void process(Exchange exchange) {
        Failure failure = failure(exchange);
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, surface.status(failure));
        message.setHeader("content-type", surface.contentType());
        if (surface.status(failure) == ErrorCode.INVALID_TOKEN.status()) {
            message.setHeader("www-authenticate", "Bearer");
        }
        Duration wait = failure.retryAfter();
        if (wait != null) {
            message.setHeader("retry-after", Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
        }
        message.setBody(surface.body(failure).toString());
    }
}
