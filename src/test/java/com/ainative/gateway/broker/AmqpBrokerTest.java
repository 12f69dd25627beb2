package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.config.Secret;
import com.ainative.gateway.fake.ExternalArtemis;
import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.qpid.jms.JmsConnectionFactory;

/** The contract, kept by a broker elsewhere that is reached by AMQP 1.0. */
class AmqpBrokerTest extends ExternalBrokerContract {

    @Override
    protected URI address() {
        return ARTEMIS.amqp();
    }

    @Override
    protected ConnectionFactory client() {
        return new JmsConnectionFactory(ExternalArtemis.USER, ExternalArtemis.PASSWORD, address().toString());
    }

    @Override
    protected ConnectionFactory connections() {
        return AmqpClient.of(address(), ExternalArtemis.USER, new Secret(ExternalArtemis.PASSWORD), Map.of());
    }

    /** By AMQP one cannot ask whether a queue is there: this broker makes one, which goes when it is empty. */
    @Override
    protected void gone(String temporary) {
        broker.send(List.of(new Outgoing("r2", temporary, bytes("late"), Map.of(), null, null, 4)));
        await().untilAsserted(() -> assertThat(broker.peek(temporary, 10)).hasSize(1));
    }
}
