package com.ainative.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.ModelConfig;
import com.ainative.gateway.config.ModelConfig.Strategy;
import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.config.TargetConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoConfigTest {

    @Test
    @DisplayName("GIVEN two simulated providers WHEN their configuration is written THEN it is one the gateway accepts")
    void writeTo_isValid(@TempDir Path folder) throws IOException {
        new DemoConfig(0, URI.create("http://127.0.0.1:4001"), URI.create("http://127.0.0.1:4002")).writeTo(folder);

        GatewayConfig config = new ConfigReader(Map.<String, String>of()::get).read(folder).config();

        assertThat(config.listen().http().port()).isZero();
        assertThat(config.tiers()).containsKey(DemoConfig.TIER);
        ModelConfig model = Objects.requireNonNull(config.models().get(DemoConfig.MODEL));
        assertThat(model.strategy()).isEqualTo(Strategy.ORDER);
        assertThat(model.providers()).extracting(TargetConfig::provider).containsExactly(DemoConfig.OPENAI,
                DemoConfig.ANTHROPIC);
        ProviderConfig openAi = Objects.requireNonNull(config.providers().get(DemoConfig.OPENAI));
        assertThat(openAi.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:4001/v1"));
        assertThat(openAi.configured()).isTrue();
        ProviderConfig anthropic = Objects.requireNonNull(config.providers().get(DemoConfig.ANTHROPIC));
        assertThat(anthropic.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:4002"));
    }
}
