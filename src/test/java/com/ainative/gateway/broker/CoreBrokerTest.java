package com.ainative.gateway.broker;

import java.net.URI;

/** The contract, kept by a broker elsewhere that is reached by Artemis' own protocol. */
class CoreBrokerTest extends ExternalBrokerContract {

    @Override
    protected URI address() {
        return ARTEMIS.core();
    }
}
