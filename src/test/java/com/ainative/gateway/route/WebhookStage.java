package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.Folders;
import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.store.Store;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

/** A gateway that sends webhooks, a provider behind it, and what its store knows of their deliveries. */
final class WebhookStage implements AutoCloseable {

    static final String SECRET = "canary-webhook-secret-0123456789";

    private final FakeProvider provider;
    private GatewayHarness gateway;

    /** How far a delivery is. */
    record Sent(String id, String state, int tries, String trouble) {
    }

    /** @param webhooks settings besides the secret, in flow style */
    WebhookStage(String webhooks) {
        provider = FakeProvider.start().always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        gateway = GatewayHarness.start("""
                tiers: {pro: {requests-per-minute: 1000000}}
                providers: {one: %s}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                jobs: {webhooks: {secret: "%s", %s}}
                """.formatted(GatewayHarness.openAi(provider), SECRET, webhooks));
    }

    GatewayHarness gateway() {
        return gateway;
    }

    FakeProvider provider() {
        return provider;
    }

    /** With some text of its configuration replaced. */
    void restart(String from, String to) {
        Folders folders = gateway.folders();
        gateway.close();
        gateway.changeConfig(from, to);
        gateway = GatewayHarness.start(folders);
    }

    HttpResponse<String> send(String url, String... headers) {
        var request = gateway.request("/v1/chat/completions").header("prefer", "respond-async")
                .header("x-gateway-webhook", url).POST(BodyPublishers.ofString(GatewayHarness.chat()));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return gateway.send(request.build());
    }

    /** @return the id of the job */
    String submit(String url, String... headers) {
        HttpResponse<String> accepted = send(url, headers);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return GatewayHarness.json(accepted).path("id").textValue();
    }

    /** The only delivery of a job. */
    Sent sent(String job) {
        try (Store store = new Store(StoreConfig.DEFAULT, gateway.folders().data())) {
            List<Sent> sent = store.read(handle -> handle
                    .createQuery("select id, state, tries, coalesce(trouble, '') as trouble from delivery"
                            + " where job = :job")
                    .bind("job", job).map((row, context) -> new Sent(row.getString("id"), row.getString("state"),
                            row.getInt("tries"), row.getString("trouble")))
                    .list());
            assertThat(sent).hasSize(1);
            return sent.getFirst();
        }
    }

    Sent ended(String job) {
        return await().until(() -> sent(job), sent -> List.of("done", "failed").contains(sent.state()));
    }

    Sent tried(String job) {
        return await().until(() -> sent(job), sent -> sent.tries() > 0);
    }

    @Override
    public void close() {
        gateway.close();
        provider.close();
    }
}
