package com.ainative.gateway.admin;

import com.ainative.gateway.account.Actor;
import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.http.ClientAddress;
import com.ainative.gateway.http.Request;
import java.util.List;
import org.apache.camel.Exchange;

/** Who asks for something on the admin port, for the record. */
final class Callers {

    /** Nobody stands between the admin port and who asks, or it is not told. */
    private static final ClientAddress PEER = new ClientAddress(List.of());

    private Callers() {
    }

    static Actor actor(Exchange exchange) {
        return Actor.of(exchange.getVariable(Caller.VARIABLE, Caller.class),
                PEER.of(exchange.getVariable(Request.VARIABLE, Request.class)));
    }
}
