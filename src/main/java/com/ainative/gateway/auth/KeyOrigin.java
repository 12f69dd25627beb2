package com.ainative.gateway.auth;

import java.util.concurrent.ScheduledExecutorService;

/** Where the keys of a gateway come from, and what keeps them as they should be. */
public interface KeyOrigin extends AutoCloseable {

    /** Looks after the keys from now on. */
    void begin(ScheduledExecutorService timer);

    /**
     * Lets another key sign; when this returns it does. On a shared store all gateways do the same.
     *
     * @param revoke whether nothing that was signed before counts any more, wherever
     * @throws com.ainative.gateway.error.GatewayException with a 409 where the keys are an operator's to change
     * @throws com.ainative.gateway.store.StoreAwayException when the others cannot be told; nothing was changed
     */
    void rotate(boolean revoke);

    @Override
    void close();
}
