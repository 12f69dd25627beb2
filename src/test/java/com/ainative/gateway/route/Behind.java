package com.ainative.gateway.route;

import com.ainative.gateway.fake.Answer;
import com.ainative.gateway.fake.AnthropicSamples;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.FakeProvider.Reply;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;

/** The two protocols a provider behind the gateway may speak, and how each says the same things. */
enum Behind {
    OPENAI {
        @Override
        String entry(FakeProvider provider) {
            return GatewayHarness.openAi(provider);
        }

        @Override
        Reply says(Answer answer) {
            return OpenAiSamples.says(answer);
        }

        @Override
        Reply breaksOff(String text) {
            return OpenAiSamples.breaksOff(text);
        }

        @Override
        Reply fails(int status, String message) {
            return OpenAiSamples.fails(status, message);
        }
    },
    ANTHROPIC {
        @Override
        String entry(FakeProvider provider) {
            return GatewayHarness.anthropic(provider);
        }

        @Override
        Reply says(Answer answer) {
            return AnthropicSamples.says(answer);
        }

        @Override
        Reply breaksOff(String text) {
            return AnthropicSamples.breaksOff(text);
        }

        @Override
        Reply fails(int status, String message) {
            return AnthropicSamples.fails(status, status >= 500 ? "api_error" : "invalid_request_error", message);
        }
    };

    /** For {@code providers:} in the configuration. */
    abstract String entry(FakeProvider provider);

    abstract Reply says(Answer answer);

    abstract Reply breaksOff(String text);

    abstract Reply fails(int status, String message);
}
