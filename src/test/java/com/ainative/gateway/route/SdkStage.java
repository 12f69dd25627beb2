package com.ainative.gateway.route;

import com.ainative.gateway.fake.Answer;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.FakeProvider.Reply;
import com.ainative.gateway.fake.GatewayHarness;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.ArrayList;
import java.util.List;

/** A gateway before one provider, and OpenAI's own client before the gateway. */
final class SdkStage implements AutoCloseable {

    final Behind behind;
    final FakeProvider provider = FakeProvider.start();
    final GatewayHarness gateway;
    private final List<OpenAIClient> clients = new ArrayList<>();

    SdkStage(Behind behind) {
        this.behind = behind;
        gateway = GatewayHarness.start("tiers: {pro: {requests-per-minute: 1000}, one: {requests-per-minute: 1}}\n"
                + "providers: {p: " + behind.entry(provider) + "}\n"
                + "models: {fast: {providers: [{provider: p, model: m1}]}}\n");
    }

    SdkStage says(Answer answer) {
        return plays(behind.says(answer));
    }

    SdkStage plays(Reply reply) {
        provider.always(reply);
        return this;
    }

    /** Without retries of its own. */
    OpenAIClient client() {
        return client(gateway.token(), 0);
    }

    OpenAIClient client(String token, int retries) {
        OpenAIClient client = OpenAIOkHttpClient.builder().baseUrl(gateway.url() + "/v1").apiKey(token)
                .maxRetries(retries).build();
        clients.add(client);
        return client;
    }

    static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder().model("fast").addUserMessage("hi");
    }

    /** What the provider was last asked. */
    JsonNode asked() {
        return provider.lastReceived().json();
    }

    @Override
    public void close() {
        clients.forEach(OpenAIClient::close);
        gateway.close();
        provider.close();
    }
}
