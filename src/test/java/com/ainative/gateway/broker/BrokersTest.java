package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BrokersTest {

    @Test
    @DisplayName("GIVEN an address of a kind there is not WHEN it is opened THEN that says which kinds there are")
    void open_unknownScheme() {
        assertThatThrownBy(() -> open("redis://localhost:1", Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis").hasMessageContaining("tcp (Artemis)");
    }

    @Test
    @DisplayName("GIVEN options the client does not know WHEN it is opened THEN that fails, and shows no secret")
    void open_wrongOptions() {
        assertThatThrownBy(() -> open("amqp://localhost:1", Map.of("jms.nonsense", new Secret("hunter2"))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ingest.options")
                .hasNoCause();
    }

    private static Broker open(String address, Map<String, Secret> options) {
        return Brokers.open(new IngestConfig(URI.create(address), null, null, options, "q", "r", "d", null),
                Path.of("unused"), TokenCheck.NOBODY);
    }
}
