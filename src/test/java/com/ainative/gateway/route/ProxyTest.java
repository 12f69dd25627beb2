package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProxyTest {

    @Test
    @DisplayName("GIVEN a provider behind an HTTP proxy WHEN asked THEN the proxy is told the whole address, and answers")
    void chat_throughAProxy() {
        try (FakeProvider proxy = FakeProvider.start().always(OpenAiSamples.says("through the proxy"));
                GatewayHarness gateway = GatewayHarness.start("""
                        providers: {far: {dialect: openai, base-url: "http://models.example/v1", proxy: "%s"}}
                        models: {fast: {providers: [{provider: far, model: m}]}}
                        """.formatted(proxy.url()))) {

            assertThat(gateway.post(chat()).body()).contains("through the proxy");
            assertThat(proxy.lastReceived().path()).isEqualTo("http://models.example/v1/chat/completions");
        }
    }
}
