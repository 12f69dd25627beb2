package com.ainative.gateway.route;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.Brokers;
import com.ainative.gateway.broker.TokenCheck;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.fake.KafkaProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Work from a real Kafka. */
class IngestKafkaTest extends IngestContract {

    private static final KafkaProcess KAFKA = KafkaProcess.shared();

    @Override
    protected String broker() {
        for (String topic : new String[]{requests, replies, dead}) {
            KAFKA.topic(topic, 2);
        }
        return "broker: \"kafka://%s\"".formatted(KAFKA.bootstrap());
    }

    @Override
    protected Broker connect() {
        return Brokers.open(new IngestConfig(URI.create("kafka://" + KAFKA.bootstrap()), null, null,
                Map.of("group.id", new Secret("application-" + name)), requests, replies, dead, null),
                Path.of("unused"),
                TokenCheck.NOBODY);
    }
}
