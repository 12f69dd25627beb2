package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.config.Secret;
import com.ainative.gateway.fake.ExternalArtemis;
import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.policy.JmsDefaultPrefetchPolicy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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

    @Test
    @DisplayName("GIVEN a correlation id that AMQP does not have WHEN it is sent back THEN that answer is undeliverable, others are sent, and the broker is not away")
    void send_badCorrelation() {
        Outgoing bad = new Outgoing("r1", replies, bytes("bad"), Map.of(), null, "ID:AMQP_UUID:x", 4);
        Outgoing good = new Outgoing("r2", replies, bytes("good"), Map.of(), null, "c1", 4);

        assertThatThrownBy(() -> broker.send(List.of(bad))).isInstanceOf(UndeliverableException.class)
                .hasMessageContaining("correlation id");
        assertThat(broker.sendEach(List.of(good, bad))).hasEntrySatisfying("r1",
                sent -> assertThat(sent).isInstanceOf(Sent.Undeliverable.class))
                .containsEntry("r2", new Sent.Taken());

        assertThat(broker.status().trouble()).isNull();
        broker.send(List.of(message("m1")));
        await().untilAsserted(() -> assertThat(broker.peek(replies, 10).messages()).extracting(BrokerContract::body)
                .containsExactly("good"));
    }

    @Test
    @DisplayName("GIVEN a broker that drops no duplicates and messages of which one has an impossible address WHEN sent THEN the others arrive once each")
    void sendEach_impossibleWithoutDuplicates() {
        String forgetful = "forgetful." + requests;
        Outgoing one = new Outgoing("m1", forgetful, bytes("one"), Map.of(), null, null, 4);
        Outgoing two = new Outgoing("m2", forgetful, bytes("two"), Map.of(), null, null, 4);

        assertThat(broker.sendEach(
                List.of(one, new Outgoing("x", nowhere(), bytes("x"), Map.of(), null, null, 4), two)))
                .containsEntry("m1", new Sent.Taken()).containsEntry("m2", new Sent.Taken()).hasEntrySatisfying("x",
                        sent -> assertThat(sent).isInstanceOf(Sent.Undeliverable.class));

        assertThat(broker.peek(forgetful, 10).messages()).extracting(BrokerContract::body).containsExactly("one",
                "two");
        broker.send(List.of(one));
        assertThat(broker.peek(forgetful, 10).messages()).as("it drops no duplicates").hasSize(3);
    }

    @Test
    @DisplayName("GIVEN a message whose answer cannot be made WHEN it is taken THEN it does not come back for ever")
    void take_badCorrelation() {
        Taken taken = new Taken(messages -> List.of(
                new Outgoing("r1", replies, bytes("bad"), Map.of(), null, "ID:AMQP_UUID:x", 4)));
        Subscription subscription = broker.subscribe(requests, taken);

        broker.send(List.of(message("m1")));

        await().until(() -> taken.messages().size() == 2);
        await().until(() -> broker.peek(requests, 10).messages().isEmpty());
        subscription.close();
        assertThat(broker.peek(requests, 10).messages()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a queue that is looked into WHEN its messages are fetched THEN one by one, for each may be large")
    void connections_fetchOneByOne() {
        JmsDefaultPrefetchPolicy policy = (JmsDefaultPrefetchPolicy) ((JmsConnectionFactory) connections())
                .getPrefetchPolicy();

        assertThat(policy.getQueuePrefetch()).isZero();
        assertThat(policy.getQueueBrowserPrefetch()).isZero();
    }

    /** By AMQP one cannot ask whether a queue is there: this broker makes one, which goes when it is empty. */
    @Override
    protected void gone(String temporary) {
        broker.send(List.of(new Outgoing("r2", temporary, bytes("late"), Map.of(), null, null, 4)));
        await().untilAsserted(() -> assertThat(broker.peek(temporary, 10).messages()).hasSize(1));
    }
}
