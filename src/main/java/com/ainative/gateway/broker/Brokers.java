package com.ainative.gateway.broker;

import com.ainative.gateway.config.IngestConfig;
import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Opens the broker that is configured. */
public final class Brokers {

    private static final int CONSUMERS = 2;
    private static final int LONGEST_BODY = 16 * 1024 * 1024;

    private Brokers() {
    }

    /**
     * Starts the embedded broker, or connects to another in the background.
     *
     * @param data the gateway's data folder
     * @param tokens who may use the embedded broker from outside
     * @throws IllegalStateException when the embedded broker cannot start
     * @throws IllegalArgumentException when there is no such kind of broker, or its client does not understand its options
     */
    public static Broker open(IngestConfig ingest, Path data, TokenCheck tokens) {
        URI address = ingest.broker();
        if (address == null) {
            return embedded(EmbeddedArtemis.start(ingest, data, tokens));
        }
        String scheme = String.valueOf(address.getScheme());
        return switch (scheme) {
            case "tcp" -> elsewhere("artemis", address,
                    ArtemisClient.of(address, ingest.user(), ingest.password(), ingest.options()), LONGEST_BODY);
            case "amqp", "amqps" -> elsewhere("amqp", address,
                    AmqpClient.of(address, ingest.user(), ingest.password(), ingest.options()), LONGEST_BODY);
            case "kafka" -> new KafkaBroker(ingest, CONSUMERS, LONGEST_BODY);
            default -> throw new IllegalArgumentException("ingest.broker has the scheme " + scheme
                    + "; there are tcp (Artemis), amqp, amqps (AMQP 1.0) and kafka");
        };
    }

    /** The embedded one, which ends with it. */
    static Broker embedded(EmbeddedArtemis artemis) {
        return new JmsBroker(new JmsBroker.Kind("embedded", "in this process", artemis.connections(),
                artemis::waiting, artemis::listening, artemis::close), CONSUMERS, LONGEST_BODY);
    }

    /** One in another process. */
    static Broker elsewhere(String kind, URI address, ConnectionFactory connections, int longest) {
        return new JmsBroker(
                new JmsBroker.Kind(kind, address.getScheme() + "://" + address.getHost() + ":" + address.getPort(),
                        connections, queue -> OptionalLong.empty(), () -> null, () -> {
                        }),
                CONSUMERS, longest);
    }
}
