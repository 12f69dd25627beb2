package com.ainative.gateway.ingest;

import com.ainative.gateway.http.Request;
import java.util.function.Function;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/** The routes that serve at this moment. */
@FunctionalInterface
public interface GenerationRoutes {

    /**
     * Runs the route from that URI; returns when it has ended.
     *
     * @param fill makes the exchange
     * @throws IllegalStateException when there is no such route
     */
    void run(String uri, Request request, Function<Endpoint, Exchange> fill);
}
