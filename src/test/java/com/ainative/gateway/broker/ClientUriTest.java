package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.Secret;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientUriTest {

    @Test
    @DisplayName("GIVEN options and defaults WHEN the address has none of its own THEN it gets both, the options first of all")
    void with_none() {
        assertThat(ClientUri.with(URI.create("tcp://h:1"), Map.of("a", new Secret("x y&z")), Map.of("a", "2")))
                .isEqualTo("tcp://h:1?a=x+y%26z");
    }

    @Test
    @DisplayName("GIVEN an address with parameters WHEN they are named elsewhere too THEN the address is right")
    void with_own() {
        assertThat(ClientUri.with(URI.create("tcp://h:1?a=1"), Map.of("a", new Secret("2")), Map.of("b", "3")))
                .isEqualTo("tcp://h:1?a=1&b=3");
        assertThat(ClientUri.with(URI.create("tcp://h:1?"), Map.of("a", new Secret("2")), Map.of()))
                .isEqualTo("tcp://h:1?a=2");
        assertThat(ClientUri.with(URI.create("tcp://h:1"), Map.of(), Map.of())).isEqualTo("tcp://h:1");
    }
}
