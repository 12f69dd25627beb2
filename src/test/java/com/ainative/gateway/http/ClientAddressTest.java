package com.ainative.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.AddressRange;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    private static final Vertx VERTX = Vertx.vertx();
    private final ClientAddress address = new ClientAddress(List.of(AddressRange.parse("10.0.0.0/8")));

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private static Request request(String peer, Map<String, String> headers) {
        return new Request("r", "GET", "/", "", headers, SocketAddress.inetSocketAddress(1, peer),
                VERTX.getOrCreateContext(), new Cancellation(), 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"203.0.113.7|198.51.100.1|203.0.113.7", "10.0.0.1|198.51.100.1|198.51.100.1",
        "10.0.0.1|6.6.6.6, 198.51.100.1|198.51.100.1", "10.0.0.1|198.51.100.1, 10.0.0.2|198.51.100.1",
        "10.0.0.1|6.6.6.6, 198.51.100.1, 10.0.0.2|198.51.100.1", "10.0.0.1|10.0.0.3, 10.0.0.2|10.0.0.3",
        "10.0.0.1|unknown|10.0.0.1", "10.0.0.1|2001:db8::1|2001:db8:0:0:0:0:0:1", "10.0.0.1|6.6.6.6, x|10.0.0.1",
        "10.0.0.1|''|10.0.0.1"})
    @DisplayName("GIVEN a peer and what was told WHEN asked from where THEN proxies are believed as far as they go, clients never")
    void of_forwarded(String peer, String told, String expected) {
        InetAddress found = address.of(request(peer, Map.of("x-forwarded-for", told)));

        assertThat(Objects.requireNonNull(found).getHostAddress()).isEqualTo(expected);
    }

    @Test
    @DisplayName("GIVEN no connection, or no proxy in front WHEN asked from where THEN nobody, or the peer")
    void of_nothingTold() {
        Request job = Request.otherwise("j", Request.JOB, "", Map.of(), VERTX.getOrCreateContext(),
                new Cancellation());

        assertThat(address.of(job)).isNull();
        assertThat(address.of(request("10.0.0.1", Map.of()))).hasToString("/10.0.0.1");
    }
}
