package com.ainative.gateway.account;

import com.ainative.gateway.error.AnswerError;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Surface;
import com.ainative.gateway.http.ApiVersions;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.store.StoreAwayException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** How routes that need the store answer when it is away, and all else that goes wrong: each path in its surface's shape. */
public final class StoreIsAway implements Processor {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private StoreIsAway() {
    }

    /** For all routes of a builder. */
    static void answeredBy(RouteBuilder routes) {
        routes.onException(StoreAwayException.class).handled(true).process(new StoreIsAway());
        routes.onException(Throwable.class).handled(true).process(StoreIsAway::answer);
    }

    /** For the builders of other packages. */
    public static Processor step() {
        return new StoreIsAway();
    }

    @Override
    public void process(Exchange exchange) {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, ErrorCode.OVERLOADED
                .because("The store is away; nothing was changed. Try again.").withRetryAfter(RETRY).toException());
        answer(exchange);
    }

    private static void answer(Exchange exchange) {
        String path = exchange.getVariable(Request.VARIABLE, Request.class).path();
        Surface surface = path.startsWith(ApiVersions.MOUNT)
                ? Surface.of(path, ApiVersions.MOUNT)
                : Surface.PROBLEM;
        new AnswerError(surface).process(exchange);
    }
}
