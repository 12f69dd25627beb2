package com.ainative.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.config.DataSize;
import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.http.Cancellation;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

class ProviderHttpTest {

    private final Vertx vertx = Vertx.vertx();
    private final ProviderHttp http = new ProviderHttp(vertx,
            host -> InetAddress.getByName(host.startsWith("inside") ? "10.1.2.3" : "93.184.216.34"));

    @AfterEach
    void close() {
        http.close();
        vertx.close();
    }

    private static ProviderConfig provider(String url, boolean allowPrivate, @Nullable String proxy,
            @Nullable Path ca) {
        Duration second = Duration.ofSeconds(1);
        return new ProviderConfig("p", "openai", URI.create(url), null, true, allowPrivate, Map.of(),
                new ProviderConfig.Timeouts(second, second, second, second), new DataSize(1_000),
                proxy == null ? null : URI.create(proxy), ca, new ProviderConfig.Breaker(50, 10, 10, second, 3),
                false);
    }

    @Test
    @DisplayName("GIVEN an https provider WHEN called THEN the address is pinned, the name verified, the path below the base")
    void request_tls() {
        RequestOptions options = http.request(provider("https://api.example/v1", false, null, null), "/chat",
                HttpHeaders.headers(),
                new Cancellation());

        assertThat(options.getHost()).isEqualTo("api.example");
        assertThat(options.getPort()).isEqualTo(443);
        assertThat(options.getURI()).isEqualTo("/v1/chat");
        assertThat(options.getServer().toString()).contains("93.184.216.34");
        assertThat(options.isSsl()).isTrue();
        assertThat(options.getSslOptions().getHostnameVerificationAlgorithm()).isEqualTo("HTTPS");
        assertThat(options.getSslOptions().getTrustOptions()).isNull();
        assertThat(options.getFollowRedirects()).isFalse();
    }

    @Test
    @DisplayName("GIVEN authorities of its own WHEN called THEN those are trusted instead of the system's")
    void request_ca() {
        RequestOptions options = http.request(provider("https://api.example", false, null, Path.of("ca.pem")), "/x",
                HttpHeaders.headers(), new Cancellation());

        assertThat(options.getSslOptions().getTrustOptions()).isNotNull();
    }

    @Test
    @DisplayName("GIVEN a public name that leads inside WHEN called THEN it is refused, unless that is allowed")
    void request_privateAddress() {
        assertThatThrownBy(
                () -> http.request(provider("https://inside.example", false, null, null), "/x", HttpHeaders.headers(),
                        new Cancellation()))
                .isInstanceOf(CallFailure.class).hasMessageContaining("allow-private");
        assertThat(
                http.request(provider("http://inside.example:81", true, null, null), "/x", HttpHeaders.headers(),
                        new Cancellation())
                        .getPort())
                .isEqualTo(81);
    }

    @Test
    @DisplayName("GIVEN a proxy WHEN called THEN it is the proxy that looks the name up")
    void request_proxy() {
        RequestOptions options = http.request(
                provider("https://inside.example", false, "http://outbound.example", null),
                "/x",
                HttpHeaders.headers().add("a", "b"), new Cancellation());

        assertThat(options.getProxyOptions().getHost()).isEqualTo("outbound.example");
        assertThat(options.getProxyOptions().getPort()).isEqualTo(80);
        assertThat(options.getServer()).isNull();
        assertThat(options.getHeaders().get("a")).isEqualTo("b");
    }
}
