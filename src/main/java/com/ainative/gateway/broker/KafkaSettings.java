package com.ainative.gateway.broker;

import com.ainative.gateway.config.HostPort;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka's clients are told. An operator says how they connect; what the gateway promises, such as that nothing is
 * acknowledged before it is taken, is not for options to change.
 */
final class KafkaSettings {

    static final String USUAL_GROUP = "ainative-gateway";

    private static final String JAAS = "sasl.jaas.config";
    private static final String MECHANISM = "sasl.mechanism";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    /** For each mechanism a user and a password do for, who sends them. */
    private static final Map<String, String> LOGIN_MODULES = Map.of("PLAIN",
            "org.apache.kafka.common.security.plain.PlainLoginModule", "SCRAM-SHA-256", SCRAM, "SCRAM-SHA-512", SCRAM);
    private static final Set<String> ALLOWED = Set.of("client.dns.lookup", ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
    private static final List<String> ALLOWED_PREFIXES = List.of("security.", "ssl.", "sasl.");
    private static final int USUAL_PORT = 9092;
    /** The broker's own limit is the one that counts. */
    private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

    private final Map<String, Object> connection = new HashMap<>();
    private final Map<String, Object> membership = new HashMap<>();
    private final String servers;

    /** @throws IllegalArgumentException where an operator has said something that cannot be, in a sentence */
    KafkaSettings(IngestConfig config) {
        servers = servers(Objects.requireNonNull(config.broker(), "no broker"));
        connection.put("bootstrap.servers", servers);
        membership.put(ConsumerConfig.GROUP_ID_CONFIG, USUAL_GROUP);
        membership.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        if (config.user() != null) {
            connection.put("security.protocol", "SASL_SSL");
            connection.put(MECHANISM, "PLAIN");
        }
        config.options().forEach(this::option);
        if (config.user() != null) {
            connection.put(JAAS, login(config.user(), config.password(), config.options().containsKey(JAAS)));
        }
        check(config.options());
    }

    private void option(String name, Secret value) {
        boolean prefixed = ALLOWED_PREFIXES.stream().anyMatch(name::startsWith);
        if (!ALLOWED.contains(name) && (!prefixed || name.contains("class") || name.equals("security.providers"))) {
            throw new IllegalArgumentException("option " + name
                    + " is not for Kafka's clients here; options are security.*, ssl.* and sasl.* without those that name"
                    + " classes, client.dns.lookup, group.id and session.timeout.ms");
        }
        if (name.equals(JAAS) && !value.reveal().strip().startsWith("org.apache.kafka.common.security.")) {
            throw new IllegalArgumentException("option " + JAAS
                    + " must name a login module of Kafka's, such as " + LOGIN_MODULES.get("PLAIN"));
        }
        if (name.endsWith(".location") && !Files.isReadable(Path.of(value.reveal()))) {
            throw new IllegalArgumentException("option " + name + " must name a file that can be read");
        }
        if (name.equals(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG) && !value.reveal().matches("[1-9][0-9]{2,8}")) {
            throw new IllegalArgumentException("option " + name + " must be milliseconds, such as 10000");
        }
        (ALLOWED.contains(name) && !name.equals("client.dns.lookup") ? membership : connection).put(name,
                value.reveal());
    }

    private String login(String user, @Nullable Secret password, boolean saidAlready) {
        if (saidAlready) {
            throw new IllegalArgumentException("a user and option " + JAAS + " are two logins; one of them must go");
        }
        String module = LOGIN_MODULES.get(String.valueOf(connection.get(MECHANISM)));
        if (module == null) {
            throw new IllegalArgumentException("option " + MECHANISM + " is none that takes a user and a password: "
                    + "PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512 do; for others say " + JAAS + " instead of a user");
        }
        return module + " required username=" + quoted(user) + " password="
                + quoted(password == null ? "" : password.reveal()) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String servers(URI broker) {
        String authority = Objects.requireNonNullElse(broker.getRawAuthority(), "");
        List<String> servers = new ArrayList<>();
        for (String server : authority.split(",")) {
            if (server.isBlank() || server.contains("@")) {
                throw new IllegalArgumentException("the broker's address must be kafka://host:port,host:port, with the"
                        + " user and the password not in it but beside it");
            }
            servers.add(HostPort.parse(server.matches(".*:[0-9]+") ? server : server + ":" + USUAL_PORT).toString());
        }
        return String.join(",", servers);
    }

    /** Kafka's own check of values, which needs no broker. */
    private void check(Map<String, Secret> options) {
        try {
            new ProducerConfig(producer("check", KafkaPace.USUAL));
            new ConsumerConfig(consumer("check", KafkaPace.USUAL));
        } catch (ConfigException e) {
            String message = String.valueOf(e.getMessage());
            for (Secret value : options.values()) {
                message = value.reveal().isBlank() ? message : message.replace(value.reveal(), "***");
            }
            throw new IllegalArgumentException("the options are not Kafka's: " + message, null);
        }
    }

    /** As in messages to operators. */
    String servers() {
        return servers;
    }

    String group() {
        return String.valueOf(membership.get(ConsumerConfig.GROUP_ID_CONFIG));
    }

    Map<String, Object> producer(String client, KafkaPace pace) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, client);
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(pace.answer()));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(pace.answer()));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * millis(pace.answer()));
        return settings;
    }

    Map<String, Object> consumer(String client, KafkaPace pace) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.putAll(membership);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, client);
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // Partitions that stay where they are go on while others move.
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, KafkaBatch.POLLED);
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, millis(pace.maxPollInterval()));
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                Integer.parseInt(String.valueOf(membership.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG))) / 3);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_REQUEST_BYTES);
        return settings;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
