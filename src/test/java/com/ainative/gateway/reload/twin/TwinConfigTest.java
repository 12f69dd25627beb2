package com.ainative.gateway.reload.twin;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.config.SourceFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinConfigTest {

    @Test
    @DisplayName("GIVEN providers with keys, headers, a proxy and authorities WHEN a twin is made THEN it has none of them")
    void of_noSecrets(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("ca.pem"), "x");
        String yaml = """
                listen: {http: "0.0.0.0:8080", drain: 30s, max-body: 2MiB, cors: {origins: ["*"]}}
                providers:
                  unset: {dialect: openai, base-url: "https://a.example/v1", api-key: ""}
                  real:
                    dialect: anthropic
                    base-url: https://b.example
                    api-key: real-key
                    headers: {x-key: real-header}
                    proxy: http://proxy.example:3128
                    ca: ca.pem
                    max-answer: 1MiB
                models: {m: {providers: [{provider: unset, model: x}, {provider: real, model: y}]}}
                """;
        GatewayConfig live = new ConfigReader(name -> null).read(
                new SourceFile("gateway.yaml", "gateway.yaml", yaml.getBytes(StandardCharsets.UTF_8)), folder).config();
        GatewayConfig twin = TwinConfig.of(live, provider -> URI.create("http://127.0.0.1:1/" + provider.name()),
                provider -> provider.name().equals("real"));

        assertThat(twin.listen().http().toString()).isEqualTo("127.0.0.1:0");
        assertThat(twin.listen().drain()).isZero();
        assertThat(twin.listen().cors().origins()).isEmpty();
        assertThat(twin.listen().maxBody()).isEqualTo(live.listen().maxBody());
        assertThat(twin.models()).isEqualTo(live.models());
        assertThat(twin.providers().keySet()).containsExactly("unset", "real");
        assertThat(twin.providers().values()).allSatisfy(provider -> {
            assertThat(provider.configured()).isEqualTo(provider.name().equals("real"));
            assertThat(provider.apiKey()).isEqualTo(new Secret("stand-in"));
            assertThat(provider.headers()).isEmpty();
            assertThat(provider.proxy()).isNull();
            assertThat(provider.ca()).isNull();
            assertThat(provider.baseUrl().getHost()).isEqualTo("127.0.0.1");
            assertThat(provider.baseUrl().getPath()).isEqualTo("/" + provider.name());
        });
        ProviderConfig real = Objects.requireNonNull(twin.providers().get("real"));
        assertThat(real.dialect()).isEqualTo("anthropic");
        assertThat(real.maxAnswer().bytes()).isEqualTo(1024 * 1024);
    }
}
