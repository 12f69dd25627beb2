package com.ainative.gateway.reload;

import com.ainative.gateway.http.Request;
import io.vertx.core.buffer.Buffer;
import org.apache.camel.Exchange;

/** Sees the requests of one generation while it serves; those of built-in routes that are not judged excepted. */
public interface Onlooker {

    /**
     * The route is done, and the answer has yet to be written: must neither block nor throw.
     *
     * @param body as the client sent it
     */
    void routed(Request request, Buffer body, Exchange exchange);

    /** The generation serves no more. */
    void over();
}
