package com.ainative.gateway.route;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.Brokers;
import com.ainative.gateway.broker.TokenCheck;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.fake.ExternalArtemis;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Work from an Artemis in another process, by AMQP 1.0. */
class IngestAmqpTest extends IngestContract {

    @TempDir
    static Path folder;
    static ExternalArtemis artemis;

    @BeforeAll
    static void startBroker() {
        artemis = ExternalArtemis.start(folder);
    }

    @AfterAll
    static void stopBroker() {
        artemis.close();
    }

    @Override
    protected String broker() {
        return "broker: \"%s\", user: %s, password: \"%s\"".formatted(artemis.amqp(), ExternalArtemis.USER,
                ExternalArtemis.PASSWORD);
    }

    @Override
    protected Broker connect() {
        return Brokers.open(new IngestConfig(artemis.amqp(), ExternalArtemis.USER, new Secret(ExternalArtemis.PASSWORD),
                Map.of(), requests, replies, dead, null), Path.of("unused"), TokenCheck.NOBODY);
    }
}
