package com.ainative.gateway.broker;

import com.ainative.gateway.config.Secret;
import com.ainative.gateway.fake.ExternalArtemis;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.net.URI;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The contract, kept by a broker elsewhere that is reached by Artemis' own protocol. */
class CoreBrokerTest extends ExternalBrokerContract {

    @Override
    protected URI address() {
        return ARTEMIS.core();
    }

    @Override
    protected ConnectionFactory client() throws JMSException {
        return new ActiveMQConnectionFactory(address().toString(), ExternalArtemis.USER, ExternalArtemis.PASSWORD);
    }

    @Override
    protected ConnectionFactory connections() {
        return ArtemisClient.of(address(), ExternalArtemis.USER, new Secret(ExternalArtemis.PASSWORD), Map.of());
    }
}
