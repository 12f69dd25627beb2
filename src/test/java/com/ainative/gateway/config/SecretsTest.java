package com.ainative.gateway.config;

import static com.ainative.gateway.config.ConfigFolder.named;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of providers: who is set up, and that no key is ever shown. */
class SecretsTest {

    private static final String CANARY = "sk-canary";

    private final ConfigFolder config;

    SecretsTest(@TempDir Path folder) {
        config = new ConfigFolder(folder).with("KEY", CANARY).with("BROKEN", CANARY + "\n").with("EMPTY", "")
                .file("key", CANARY + "\n").file("empty", "\n");
    }

    private ProviderConfig provider(String more) {
        return named("p", config.yaml(yaml(more)).config().providers());
    }

    private static String yaml(String more) {
        return """
                providers:
                  p: {dialect: openai, base-url: "https://api.example"%s}
                models:
                  m: {providers: [{provider: p, model: x}]}
                """.formatted(more);
    }

    @ParameterizedTest
    @ValueSource(strings = {", api-key: '${KEY}'", ", api-key: '${KEY:}'", ", api-key: sk-canary",
        ", api-key: '${file:key}'", ", api-key: '${UNSET:sk-canary}'"})
    @DisplayName("GIVEN a key from anywhere WHEN read THEN the provider has it and is set up")
    void apiKey_given(String more) {
        ProviderConfig provider = provider(more);

        assertThat(provider.configured()).isTrue();
        assertThat(Objects.requireNonNull(provider.apiKey()).reveal()).isEqualTo(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {", api-key: ''", ", api-key: '${UNSET:}'", ", api-key: '${EMPTY}'",
        ", api-key: '${file:empty}'"})
    @DisplayName("GIVEN a key that resolves to nothing WHEN read THEN the provider is not set up")
    void apiKey_empty(String more) {
        ProviderConfig provider = provider(more);

        assertThat(provider.configured()).isFalse();
        assertThat(provider.apiKey()).isNull();
    }

    @Test
    @DisplayName("GIVEN no key at all WHEN read THEN the provider is set up and wants none")
    void apiKey_absent() {
        ProviderConfig provider = provider("");

        assertThat(provider.configured()).isTrue();
        assertThat(provider.apiKey()).isNull();
    }

    @Test
    @DisplayName("GIVEN keys in api-key and in a header WHEN the configuration is printed THEN neither is in it")
    void toString_noSecrets() {
        LoadedConfig read = config.yaml(yaml(", api-key: '${KEY}', headers: {x-goog-api-key: '${KEY}'}")).read();

        assertThat(named("p", read.config().providers()).headers()).containsEntry("x-goog-api-key", CANARY);
        assertThat(read.toString()).contains("x-goog-api-key", "name=p").doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {", api-key: '${BROKEN}'", ", api-key: \"sk-canary\\n\"", ", api-key: [sk-canary]",
        ", api-key: !x sk-canary", ", api-key: {sk: sk-canary}", ", api-key: '${sk-canary}'",
        ", headers: {x-a: '${BROKEN}'}", ", headers: {x-a: \"sk-canary\\n\"}", ", proxy: 'http://me:sk-canary@a'",
        ", proxy: 'http://me:sk-canary@['", ", proxy: 'http://a/?sk-canary'", ", max-answer: '${KEY}'",
        ", ca: '${KEY}'", ", allow-private: '${KEY}'", ", timeouts: '${KEY}'", ", apikey: sk-canary",
        ", api-key: a, api-key: sk-canary", ", api-key: '${file:key'", ", api-key: 'sk-canary"})
    @DisplayName("GIVEN a mistake around a key WHEN read THEN the problem does not show it")
    void problems_noSecrets(String more) {
        String message = config.yaml(yaml(more)).refusal().getMessage();

        assertThat(message).isNotBlank().doesNotContain(CANARY);
    }

    @Test
    @DisplayName("GIVEN secrets WHEN compared and printed THEN their values decide, and stay hidden")
    void secret_value() {
        Secret secret = new Secret(CANARY);

        assertThat(secret).isEqualTo(new Secret(CANARY)).hasSameHashCodeAs(new Secret(CANARY))
                .isNotEqualTo(new Secret("other")).hasToString("***");
        assertThat(secret.reveal()).isEqualTo(CANARY);
    }
}
