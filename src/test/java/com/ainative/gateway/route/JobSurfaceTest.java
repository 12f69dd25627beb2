package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/jobs}: listing and cancelling. */
@Timeout(60)
class JobSurfaceTest {

    private final FakeProvider fake = FakeProvider.start();
    private final GatewayHarness gateway = GatewayHarness
            .start("providers: {one: " + GatewayHarness.openAi(fake) + "}\n"
                    + "models: {fast: {providers: [{provider: one, model: m1}]}}\njobs: {concurrent: 1}\n");

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    private String submit(String... more) {
        HttpResponse<String> accepted = gateway.send(gateway.request("/v1/chat/completions")
                .header("prefer", "respond-async").POST(BodyPublishers.ofString(GatewayHarness.chat(more))).build());
        assertThat(accepted.statusCode()).isEqualTo(202);
        return GatewayHarness.json(accepted).path("id").textValue();
    }

    private HttpResponse<String> cancel(String id) {
        return gateway.send(gateway.request("/v1/jobs/" + id).DELETE().build());
    }

    private JsonNode job(String id) {
        return GatewayHarness.json(gateway.get("/v1/jobs/" + id));
    }

    private JsonNode ended(String id) {
        return await().until(() -> job(id), job -> !job.path("ended_at").isNull());
    }

    private CountDownLatch holdUp() {
        CountDownLatch held = new CountDownLatch(1);
        fake.always(wire -> {
            held.await();
            wire.json(200, OpenAiSamples.answer("hello"));
        });
        return held;
    }

    @Test
    @DisplayName("GIVEN several jobs WHEN they are listed THEN page by page, the latest first, without answers")
    void list_pages() {
        fake.always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        String first = submit();
        String second = submit();
        String third = submit();
        ended(first);
        JsonNode page = GatewayHarness.json(gateway.get("/v1/jobs?limit=2"));
        assertThat(page.path("object").textValue()).isEqualTo("list");
        assertThat(page.path("data").findValuesAsText("id")).containsExactly(third, second);
        assertThat(page.path("first_id").textValue()).isEqualTo(third);
        assertThat(page.path("last_id").textValue()).isEqualTo(second);
        assertThat(page.path("has_more").booleanValue()).isTrue();
        JsonNode rest = GatewayHarness.json(gateway.get("/v1/jobs?limit=2&after=" + second));
        assertThat(rest.path("data").findValuesAsText("id")).containsExactly(first);
        assertThat(rest.path("has_more").booleanValue()).isFalse();
        assertThat(rest.at("/data/0/response/status_code").intValue()).isEqualTo(200);
        assertThat(rest.at("/data/0/response").has("body")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "x", "-1", "9999"})
    @DisplayName("GIVEN a limit that is none WHEN jobs are listed THEN the 400 names it")
    void list_limit(String limit) {
        HttpResponse<String> refused = gateway.get("/v1/jobs?limit=" + limit);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(GatewayHarness.json(refused).at("/error/param").textValue()).isEqualTo("limit");
    }

    @Test
    @DisplayName("GIVEN no jobs of a caller WHEN they are listed THEN the list is empty, whatever others have")
    void list_ofAnother() {
        fake.always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        submit();
        JsonNode list = GatewayHarness.json(gateway.send(gateway.request("/v1/jobs")
                .setHeader("authorization", "Bearer " + gateway.token("other", "pro")).GET().build()));
        assertThat(list.path("data")).isEmpty();
        assertThat(list.path("first_id").isNull()).isTrue();
    }

    @Test
    @DisplayName("GIVEN a job that waits WHEN it is cancelled THEN it has ended at once and nobody is asked")
    void cancel_queued() {
        CountDownLatch held = holdUp();
        String running = submit();
        await().until(() -> fake.openCalls() == 1);
        String queued = submit();
        HttpResponse<String> cancelled = cancel(queued);
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(GatewayHarness.json(cancelled).path("status").textValue()).isEqualTo("cancelled");
        held.countDown();
        assertThat(ended(running).path("status").textValue()).isEqualTo("succeeded");
        assertThat(ended(submit()).path("status").textValue()).isEqualTo("succeeded");
        assertThat(job(queued).path("status").textValue()).isEqualTo("cancelled");
        assertThat(fake.received()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("GIVEN a job that is with a provider WHEN it is cancelled THEN the call is hung up and it ends cancelled")
    void cancel_running(boolean streamed) {
        CountDownLatch never = new CountDownLatch(1);
        fake.always(wire -> {
            if (streamed) {
                wire.streamHead();
                wire.chunk(OpenAiSamples.piece("hel"));
            }
            wire.awaitHangUp();
            never.countDown();
        });
        String id = submit("\"stream\":" + streamed);
        await().until(() -> job(id).path("status").textValue().equals("running"));
        await().until(() -> fake.openCalls() == 1);
        assertThat(cancel(id).statusCode()).isEqualTo(202);
        assertThat(ended(id).path("status").textValue()).isEqualTo("cancelled");
        await().until(() -> never.getCount() == 0);
        assertThat(fake.received()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN a job that has ended WHEN it is cancelled THEN 409 says that it is too late")
    void cancel_ended() {
        fake.always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        String id = submit();
        ended(id);
        HttpResponse<String> refused = cancel(id);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(GatewayHarness.json(refused).at("/error/code").textValue()).isEqualTo("ended_already");
        assertThat(GatewayHarness.json(refused).at("/error/message").textValue()).contains("succeeded");
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "DELETE,''", "GET,/events"})
    @DisplayName("GIVEN a job of one caller WHEN another asks for it in any way THEN it does not exist for that one")
    void job_ofAnother(String method, String path) {
        CountDownLatch held = holdUp();
        String id = submit();
        HttpResponse<String> refused = gateway.send(gateway.request("/v1/jobs/" + id + path)
                .setHeader("authorization", "Bearer " + gateway.token("other", "pro"))
                .method(method, BodyPublishers.noBody()).build());
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(GatewayHarness.json(refused).at("/error/code").textValue()).isEqualTo("not_found");
        held.countDown();
        assertThat(ended(id).path("status").textValue()).isEqualTo("succeeded");
    }
}
