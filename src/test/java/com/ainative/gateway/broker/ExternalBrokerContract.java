package com.ainative.gateway.broker;

import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.fake.ExternalArtemis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What brokers do that are elsewhere. */
abstract class ExternalBrokerContract extends JmsBrokerContract {

    /** One for all tests of the JVM; it ends with it. */
    protected static final ExternalArtemis ARTEMIS = start();

    private static ExternalArtemis start() {
        try {
            return ExternalArtemis.start(Files.createTempDirectory("artemis"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected abstract URI address();

    @Override
    protected Broker open() {
        return open(ExternalArtemis.PASSWORD);
    }

    protected Broker open(String password) {
        IngestConfig config = new IngestConfig(address(), ExternalArtemis.USER, new Secret(password), Map.of(),
                "chat.requests", "chat.replies", "chat.dead", null);
        return Brokers.open(config, Path.of("unused"), TokenCheck.NOBODY, kafka -> {
            throw new AssertionError("not by Kafka");
        });
    }
}
