package com.ainative.gateway.reload;

import com.ainative.gateway.http.Request;
import com.ainative.gateway.http.RequestEnd;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;

/**
 * Counts how the requests of one generation end: answered, or failed by the gateway or its providers. What the caller did
 * wrong counts as neither, or anybody who sends nonsense could hide a failing generation, or bring a sound one down. Nor
 * do built-in routes, which a load balancer calls all day.
 */
public final class Outcomes implements RequestEnd {

    /** Counts since the generation began to serve. */
    record Count(long answered, long failed) {

        long judged() {
            return answered + failed;
        }

        /** In percent. */
        double failures() {
            return judged() == 0 ? 0 : 100.0 * failed / judged();
        }

        Count since(Count earlier) {
            return new Count(answered - earlier.answered, failed - earlier.failed);
        }
    }

    private final RequestEnd next;
    private final Set<String> builtIn;
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /**
     * @param next told everything too
     * @param builtIn ids of routes that are not judged
     */
    public Outcomes(RequestEnd next, Set<String> builtIn) {
        this.next = next;
        this.builtIn = Set.copyOf(builtIn);
    }

    Count count() {
        return new Count(answered.sum(), failed.sum());
    }

    @Override
    public Written routed(Request request, Exchange exchange) {
        Written told = next.routed(request, exchange);
        String route = exchange.getFromRouteId();
        if (route != null && builtIn.contains(route)) {
            return told;
        }
        return (status, ending) -> {
            if (status >= 500 || ending == Ending.PROVIDER_BROKE) {
                failed.increment();
            } else if (status < 400) {
                answered.increment();
            }
            told.ended(status, ending);
        };
    }

    @Override
    public Written unrouted(Request request) {
        return next.unrouted(request);
    }
}
