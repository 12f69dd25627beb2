package com.ainative.gateway.reload;

import com.ainative.gateway.http.Request;
import com.ainative.gateway.http.RequestEnd;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

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
    private volatile @Nullable Onlooker onlooker;

    /**
     * @param next told everything too
     * @param builtIn ids of routes that are not judged
     */
    public Outcomes(RequestEnd next, Set<String> builtIn) {
        this.next = next;
        this.builtIn = Set.copyOf(builtIn);
    }

    /** From now on somebody sees each of these requests; one at a time. */
    public void lookOn(Onlooker somebody) {
        onlooker = somebody;
    }

    public void lookAway() {
        onlooker = null;
    }

    /** The generation serves no more: whoever looks on is told so, and sees nothing more. */
    void over() {
        Onlooker looking = onlooker;
        onlooker = null;
        if (looking != null) {
            looking.over();
        }
    }

    Count count() {
        return new Count(answered.sum(), failed.sum());
    }

    @Override
    public Written routed(Request request, Buffer body, Exchange exchange) {
        Written told = next.routed(request, body, exchange);
        String route = exchange.getFromRouteId();
        if (route != null && builtIn.contains(route)) {
            return told;
        }
        Onlooker looking = onlooker;
        if (looking != null) {
            looking.routed(request, body, exchange);
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
