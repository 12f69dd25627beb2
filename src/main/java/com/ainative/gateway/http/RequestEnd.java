package com.ainative.gateway.http;

import io.vertx.core.buffer.Buffer;
import org.apache.camel.Exchange;

/** Told how each request ended, exactly once for each. */
public interface RequestEnd {

    /**
     * The route is done. What the end needs of the exchange is read here, so that a long stream does not hold on to it.
     *
     * @param body as the client sent it; empty where it sent none
     * @return told when the last byte was written, or could not be
     */
    Written routed(Request request, Buffer body, Exchange exchange);

    /**
     * No route had it: its path is unknown, its method not allowed, its head or body wrong, too large or too late; or a
     * browser asked only whether it may ask.
     */
    Written unrouted(Request request);

    /** For requests that are nobody's: told of none. */
    static RequestEnd unheard() {
        Written nobody = (status, ending) -> {
        };
        return new RequestEnd() {
            @Override
            public Written routed(Request request, Buffer body, Exchange exchange) {
                return nobody;
            }

            @Override
            public Written unrouted(Request request) {
                return nobody;
            }
        };
    }

    /** The second half of each. */
    interface Written {

        /** @param status that was sent, or 499 when the client left before any was */
        void ended(int status, Ending ending);
    }

    /** How an answer ended. */
    enum Ending {
        COMPLETE,
        CLIENT_GONE,
        PROVIDER_BROKE
    }
}
