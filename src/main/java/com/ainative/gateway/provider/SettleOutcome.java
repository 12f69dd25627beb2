package com.ainative.gateway.provider;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.http.ResponseHeaders;
import com.ainative.gateway.provider.ProviderOutcome.Answered;
import com.ainative.gateway.provider.ProviderOutcome.Refused;
import com.ainative.gateway.provider.ProviderOutcome.Unavailable;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Step: what came of it? The best outcome becomes the answer, or one clear failure. */
public final class SettleOutcome implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        if (!(message.getBody() instanceof ProviderOutcome outcome)) {
            throw nobodyAsked(exchange);
        }
        message.setHeader(ResponseHeaders.PROVIDER, outcome.target().provider());
        switch (outcome) {
            case Answered answered -> {
                message.setBody(answered.answer());
                if (!answered.dropped().isEmpty()) {
                    message.setHeader(ResponseHeaders.DROPPED_PARAMETERS, String.join(", ", answered.dropped()));
                }
            }
            case Refused refused -> throw refused.failure().toException();
            case Unavailable last -> {
                // The gateway has tried whom it could; a client that tries again at once would only multiply that.
                message.setHeader(ResponseHeaders.SHOULD_RETRY, "false");
                message.removeHeader(ResponseHeaders.PROVIDER);
                throw worst(exchange.getVariable(ProviderPlan.VARIABLE, ProviderPlan.class).unavailable(), last)
                        .toException();
            }
        }
    }

    private static RuntimeException nobodyAsked(Exchange exchange) {
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        return request.cancellation().isCancelled()
                ? ErrorCode.CLIENT_GONE.because("The caller left.").toException()
                : new IllegalStateException("no provider was asked");
    }

    /** A limit with a time to return at says most, then sickness, then the gateway's credentials, then what is unsupported. */
    static Failure worst(List<Unavailable> all, Unavailable last) {
        return all.stream().map(Unavailable::failure).filter(failure -> failure.retryAfter() != null)
                .min(Comparator.comparing(failure -> Objects.requireNonNull(failure.retryAfter())))
                .or(() -> all.stream().map(Unavailable::failure).filter(SettleOutcome::isSickness)
                        .reduce((earlier, later) -> later))
                .or(() -> all.stream().map(Unavailable::failure).filter(failure -> failure.status() >= 500)
                        .reduce((earlier, later) -> later))
                .orElse(last.failure());
    }

    private static boolean isSickness(Failure failure) {
        return failure.status() >= 500 && !Objects.equals(failure.code(), ErrorCode.UPSTREAM_AUTH.because("").code());
    }
}
