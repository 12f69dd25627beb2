package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Providers that do a request once that comes twice under one key. */
@Timeout(60)
class IdempotentProviderTest {

    private static final String KEY = "idempotency-key";

    private final FakeProvider fake = FakeProvider.start();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        fake.close();
    }

    private GatewayHarness gateway(String... settings) {
        GatewayHarness gateway = GatewayHarness.start("tiers: {pro: {requests-per-minute: 1000}}\nproviders: {one: "
                + GatewayHarness.openAi(fake, settings)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n"
                + "jobs: {backoff: 10ms}\n");
        opened.add(gateway);
        return gateway;
    }

    /** @return its name */
    private static String job(GatewayHarness gateway) {
        String id = GatewayHarness.json(gateway.send(gateway.request("/v1/chat/completions")
                .header("prefer", "respond-async").header(KEY, "the-callers-own")
                .POST(BodyPublishers.ofString(GatewayHarness.chat())).build())).path("id").textValue();
        await().until(() -> !GatewayHarness.json(gateway.get("/v1/jobs/" + id)).path("ended_at").isNull());
        return id;
    }

    private List<String> keys() {
        return fake.received().stream().map(asked -> String.valueOf(asked.headers().get(KEY))).toList();
    }

    @Test
    @DisplayName("GIVEN a provider that takes keys WHEN a job fails and is tried again THEN each try has the job's key, under a number of its own")
    void job_keys() {
        fake.then(wire -> wire.json(500, "{}")).always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        String id = job(gateway("idempotent: true", "breaker: {minimum: 10}"));
        assertThat(keys()).containsExactly(id + "-0-one-m1", id + "-1-one-m1");
    }

    @Test
    @DisplayName("GIVEN a provider that does not say so WHEN it does a job THEN it is sent no key")
    void job_noKeys() {
        fake.always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        job(gateway());
        assertThat(keys()).containsExactly("null");
    }

    @Test
    @DisplayName("GIVEN a provider that takes keys WHEN a caller waits for its answer THEN the caller's key goes no further")
    void chat_noKeys() {
        fake.always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        GatewayHarness gateway = gateway("idempotent: true");
        assertThat(gateway.send(gateway.request("/v1/chat/completions").header(KEY, "the-callers-own")
                .POST(BodyPublishers.ofString(GatewayHarness.chat())).build()).statusCode()).isEqualTo(200);
        assertThat(keys()).containsExactly("null");
    }
}
