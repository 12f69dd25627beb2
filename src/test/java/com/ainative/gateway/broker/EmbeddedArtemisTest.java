package com.ainative.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.config.IngestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedArtemisTest {

    static final IngestConfig CONFIG = new IngestConfig(null, null, null, Map.of(), "chat.requests", "chat.replies",
            "chat.dead", null);

    @TempDir
    Path data;

    @Test
    @DisplayName("GIVEN messages that were taken WHEN the broker starts again THEN they are there, and their duplicates are known")
    void start_again() {
        try (Broker broker = open()) {
            broker.send(List.of(message("m1"), message("m2")));
            assertThat(broker.status().kind()).isEqualTo("embedded");
        }
        try (Broker broker = open()) {
            broker.send(List.of(message("m2"), message("m3")));

            assertThat(broker.peek("chat.requests", 10)).extracting(BrokerContract::body)
                    .containsExactlyInAnyOrder("m1", "m2", "m3");
            Subscription subscription = broker.subscribe("chat.replies", messages -> List.of());
            assertThat(broker.status().waiting()).containsOnly(Map.entry("chat.replies", 0L));
            subscription.close();
        }
        assertThat(data.resolve("broker").resolve("journal")).isNotEmptyDirectory();
    }

    @Test
    @DisplayName("GIVEN a broker that runs WHEN another is started with its files THEN that fails, and says why")
    void start_twice() {
        try (Broker broker = open()) {
            assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(data.toString()).hasMessageContaining("another process");
            broker.send(List.of(message("m1")));
        }
    }

    @Test
    @DisplayName("GIVEN a data folder that cannot be written WHEN the broker is started THEN that fails, and says where")
    void start_noFolder() throws IOException {
        Files.writeString(data.resolve("broker"), "a file");

        assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(data.resolve("broker").toString());
    }

    private Broker open() {
        return Brokers.open(CONFIG, data, TokenCheck.NOBODY);
    }

    static Outgoing message(String text) {
        return new Outgoing(text, "chat.requests", text.getBytes(UTF_8), Map.of(), null, null, 4);
    }
}
