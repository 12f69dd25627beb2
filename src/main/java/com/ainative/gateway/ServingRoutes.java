package com.ainative.gateway;

import com.ainative.gateway.http.Request;
import com.ainative.gateway.ingest.GenerationRoutes;
import com.ainative.gateway.reload.Reload;
import java.util.function.Function;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/** The routes of the generation that serves, for what does not come over HTTP. */
record ServingRoutes(Reload reload) implements GenerationRoutes {

    @Override
    public void run(String uri, Request request, Function<Endpoint, Exchange> fill) {
        // A generation that retires between the reading of the reference and the running has a successor already.
        while (!reload.running().run(uri, request, fill)) {
            Thread.onSpinWait();
        }
    }
}
