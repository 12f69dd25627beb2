package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

    private static final String ADDRESS = "kafka://one.example:9092,two.example";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";

    private static KafkaSettings settings(String address, @Nullable String user, Map<String, String> options) {
        Map<String, Secret> secrets = new TreeMap<>();
        options.forEach((name, value) -> secrets.put(name, new Secret(value)));
        return new KafkaSettings(new IngestConfig(URI.create(address), user, user == null ? null : new Secret("p\"w\\"),
                secrets, "chat.requests", "chat.replies", "chat.dead", null));
    }

    private static Map<String, Object> consumer(KafkaSettings settings) {
        return settings.consumer("me", KafkaPace.USUAL);
    }

    @Test
    @DisplayName("GIVEN only an address WHEN clients are set up THEN nothing is acknowledged by itself, and all replicas in sync count")
    void settings_usual() {
        KafkaSettings settings = settings(ADDRESS, null, Map.of());

        assertThat(consumer(settings)).containsEntry("bootstrap.servers", "one.example:9092,two.example:9092")
                .containsEntry("group.id", "ainative-gateway").containsEntry("enable.auto.commit", false)
                .containsEntry("isolation.level", "read_committed").containsEntry("auto.offset.reset", "earliest")
                .containsEntry("heartbeat.interval.ms", 3333).doesNotContainKey("security.protocol");
        assertThat(settings.producer("me", KafkaPace.USUAL)).containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true).doesNotContainKey("group.id");
    }

    @Test
    @DisplayName("GIVEN a user WHEN clients are set up THEN the password goes over TLS, quoted so that it cannot be more")
    void settings_user() {
        assertThat(consumer(settings(ADDRESS, "me\"", Map.of()))).containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN").containsEntry("sasl.jaas.config",
                        PLAIN + " required username=\"me\\\"\" password=\"p\\\"w\\\\\";");
    }

    @Test
    @DisplayName("GIVEN a user and options WHEN clients are set up THEN the options hold")
    void settings_userAndOptions() {
        KafkaSettings settings = settings(ADDRESS, "me", Map.of("sasl.mechanism", "SCRAM-SHA-512", "security.protocol",
                "SASL_PLAINTEXT", "group.id", "mine", "session.timeout.ms", "6000"));

        assertThat(consumer(settings)).containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("group.id", "mine").containsEntry("heartbeat.interval.ms", 2000)
                .hasEntrySatisfying("sasl.jaas.config", login -> assertThat(login).asString()
                        .startsWith("org.apache.kafka.common.security.scram.ScramLoginModule required"));
        assertThat(settings.group()).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable.auto.commit", "acks", "isolation.level", "value.deserializer", "key.serializer",
        "interceptor.classes", "metric.reporters", "security.providers", "ssl.engine.factory.class",
        "sasl.login.callback.handler.class", "bootstrap.servers", "config.providers", "auto.offset.reset"})
    @DisplayName("GIVEN an option that would break a promise or load a class WHEN set up THEN it is refused by name")
    void settings_refusedOption(String option) {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(ADDRESS, null, Map.of(option, "s3cret")))
                .withMessage("option " + option + " is not for Kafka's clients here; options are security.*, ssl.* and"
                        + " sasl.* without those that name classes, client.dns.lookup, group.id and session.timeout.ms");
    }

    @Test
    @DisplayName("GIVEN a login module that is not Kafka's WHEN set up THEN it is refused; Kafka's own is not")
    void settings_jaas() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(ADDRESS, null,
                Map.of("sasl.jaas.config", "com.sun.security.auth.module.JndiLoginModule required;")))
                .withMessageContaining("option sasl.jaas.config must name a login module of Kafka's, such as " + PLAIN);
        String login = PLAIN + " required username=\"a\" password=\"b\";";
        assertThat(consumer(settings(ADDRESS, null, Map.of("sasl.jaas.config", login))))
                .containsEntry("sasl.jaas.config", login);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(ADDRESS, "me", Map.of("sasl.jaas.config", login)))
                .withMessageContaining("two logins; one of them must go");
    }

    @Test
    @DisplayName("GIVEN a mechanism without passwords and a user WHEN set up THEN it is refused")
    void settings_mechanism() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(ADDRESS, "me", Map.of("sasl.mechanism", "GSSAPI")))
                .withMessageContaining("PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512 do");
    }

    @Test
    @DisplayName("GIVEN values Kafka does not know WHEN set up THEN it is refused, without the value")
    void settings_wrongValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(ADDRESS, null, Map.of("security.protocol", "s3cret")))
                .withMessageContaining("security.protocol").withMessageNotContainingAny("s3cret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(ADDRESS, null, Map.of("session.timeout.ms", "10s")))
                .withMessage("option session.timeout.ms must be milliseconds, such as 10000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(ADDRESS, null, Map.of("ssl.truststore.location", "/no/such/file")))
                .withMessage("option ssl.truststore.location must name a file that can be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka:///", "kafka://user:s3cret@host:9092", "kafka://host:9092,,other:9092",
        "kafka://host:99999"})
    @DisplayName("GIVEN an address that is none WHEN set up THEN it is refused, without a password it may have")
    void settings_wrongAddress(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(address, null, Map.of()))
                .withMessageNotContainingAny("s3cret");
    }
}
