package com.ainative.gateway.broker;

import java.net.URI;

/** The contract, kept by a broker elsewhere that is reached by AMQP 1.0. */
class AmqpBrokerTest extends ExternalBrokerContract {

    @Override
    protected URI address() {
        return ARTEMIS.amqp();
    }
}
