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

/** Requests whose callers do not wait, over HTTP. */
@Timeout(60)
class JobsRouteTest {

    private final FakeProvider fake = FakeProvider.start();
    private final GatewayHarness gateway = GatewayHarness.inFrontOf(fake);

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    private HttpResponse<String> submit(String body, String... headers) {
        var request = gateway.request("/v1/chat/completions").header("prefer", "respond-async")
                .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return gateway.send(request.build());
    }

    private JsonNode job(String id) {
        return GatewayHarness.json(gateway.get("/v1/jobs/" + id));
    }

    private JsonNode ended(String id) {
        return await().until(() -> job(id), job -> !job.path("ended_at").isNull());
    }

    @Test
    @DisplayName("GIVEN a caller that prefers not to wait WHEN it asks THEN it gets 202, and the answer from the job")
    void respondAsync_answered() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        fake.always(wire -> {
            asked.countDown();
            answer.await();
            wire.json(200, OpenAiSamples.answer("hello"));
        });
        HttpResponse<String> accepted = submit(GatewayHarness.chat());
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.headers().firstValue("preference-applied")).hasValue("respond-async");
        String id = GatewayHarness.json(accepted).path("id").textValue();
        assertThat(accepted.headers().firstValue("location")).hasValue("/v1/jobs/" + id);
        await().until(() -> asked.getCount() == 0);
        assertThat(job(id).path("status").textValue()).isEqualTo("running");
        assertThat(job(id).has("response")).isFalse();
        answer.countDown();
        JsonNode job = ended(id);
        assertThat(job.path("status").textValue()).as(job.toString()).isEqualTo("succeeded");
        assertThat(job.at("/response/status_code").intValue()).isEqualTo(200);
        assertThat(job.at("/response/provider").textValue()).isEqualTo("one");
        assertThat(job.at("/response/body/choices/0/message/content").textValue()).isEqualTo("hello");
        assertThat(fake.received()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN a job of one caller WHEN another asks for it THEN it does not exist for that one")
    void job_ofAnother() {
        fake.always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        String id = GatewayHarness.json(submit(GatewayHarness.chat())).path("id").textValue();
        HttpResponse<String> other = gateway.send(gateway.request("/v1/jobs/" + id)
                .setHeader("authorization", "Bearer " + gateway.token("other", "pro")).GET().build());
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(ended(id).path("status").textValue()).isEqualTo("succeeded");
    }

    @Test
    @DisplayName("GIVEN an idempotency key WHEN the request is repeated THEN it is the same job, asked once")
    void respondAsync_repeated() {
        fake.always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        String first = GatewayHarness.json(submit(GatewayHarness.chat(), "idempotency-key", "k")).path("id")
                .textValue();
        String second = GatewayHarness.json(submit(GatewayHarness.chat(), "idempotency-key", "k")).path("id")
                .textValue();
        assertThat(second).isEqualTo(first);
        ended(first);
        assertThat(fake.received()).hasSize(1);
        HttpResponse<String> different = submit(GatewayHarness.chat("\"n\":2"), "idempotency-key", "k");
        assertThat(different.statusCode()).isEqualTo(422);
        assertThat(different.body()).contains("idempotency_key_reused");
    }

    @Test
    @DisplayName("GIVEN a provider that refuses WHEN a job is done THEN it has failed with that status and error")
    void job_refused() {
        fake.always(wire -> wire.json(400, "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}"));
        JsonNode job = ended(GatewayHarness.json(submit(GatewayHarness.chat())).path("id").textValue());
        assertThat(job.path("status").textValue()).isEqualTo("failed");
        assertThat(job.at("/response/status_code").intValue()).isEqualTo(400);
        assertThat(job.at("/response/body/error/message").textValue()).contains("no");
    }

    @Test
    @DisplayName("GIVEN a provider that fails once WHEN a job is done THEN it is tried again and succeeds")
    void job_triedAgain() {
        fake.then(wire -> wire.json(500, "{}")).always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        JsonNode job = ended(GatewayHarness.json(submit(GatewayHarness.chat())).path("id").textValue());
        assertThat(job.path("status").textValue()).as(job.toString()).isEqualTo("succeeded");
        assertThat(job.path("tries").intValue()).isEqualTo(2);
    }

    @Test
    @DisplayName("GIVEN a provider at its limit WHEN a job is done THEN it waits as long as it was told, and costs no try")
    void job_limited() {
        fake.then(wire -> wire.json(429, "{\"error\":{\"message\":\"slow down\"}}", "retry-after: 1"))
                .always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        JsonNode job = ended(GatewayHarness.json(submit(GatewayHarness.chat())).path("id").textValue());
        assertThat(job.path("status").textValue()).as(job.toString()).isEqualTo("succeeded");
        assertThat(job.path("tries").intValue()).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN a deadline that has passed WHEN the job's turn comes THEN it says so and nobody is asked")
    void job_deadlinePassed() {
        JsonNode job = ended(
                GatewayHarness.json(submit(GatewayHarness.chat(), "x-gateway-deadline", "2020-01-01T00:00:00Z"))
                        .path("id").textValue());
        assertThat(job.at("/response/status_code").intValue()).isEqualTo(504);
        assertThat(job.at("/response/body/error/code").textValue()).isEqualTo("deadline_passed");
        assertThat(fake.received()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a request that its provider always refuses for its limit WHEN others come behind it THEN they do not wait for it, and it costs no try")
    void job_alwaysLimited() {
        fake.always(wire -> {
            if (wire.request().body().contains("too large")) {
                wire.json(429, "{\"error\":{\"message\":\"too large\"}}", "retry-after: 0");
            } else {
                wire.json(200, OpenAiSamples.answer("hello"));
            }
        });
        String large = GatewayHarness.json(submit(GatewayHarness.chat("\"user\":\"too large\""))).path("id")
                .textValue();
        await().until(() -> !fake.received().isEmpty());

        for (int i = 0; i < 3; i++) {
            String id = GatewayHarness.json(submit(GatewayHarness.chat())).path("id").textValue();
            assertThat(ended(id).path("status").textValue()).isEqualTo("succeeded");
        }

        assertThat(job(large).path("tries").intValue()).isLessThanOrEqualTo(1);
        assertThat(job(large).path("ended_at").isNull()).isTrue();
    }

    @Test
    @DisplayName("GIVEN a number that is longer when it is written again WHEN such a request is a job THEN it is answered")
    void job_longNumber() {
        fake.always(wire -> wire.json(200, OpenAiSamples.answer("hello")));

        String id = GatewayHarness.json(submit(GatewayHarness.chat("\"seed\":" + "7".repeat(98) + "e1"))).path("id")
                .textValue();

        assertThat(ended(id).path("status").textValue()).isEqualTo("succeeded");
    }

    @Test
    @DisplayName("GIVEN a request that was refused WHEN it is repeated with its key THEN the 202 says that it has failed")
    void respondAsync_repeatedFailure() {
        fake.always(wire -> wire.json(400, "{\"error\":{\"message\":\"no\"}}"));
        String first = GatewayHarness.json(submit(GatewayHarness.chat(), "idempotency-key", "k")).path("id")
                .textValue();
        ended(first);

        JsonNode again = GatewayHarness.json(submit(GatewayHarness.chat(), "idempotency-key", "k"));

        assertThat(again.path("id").textValue()).isEqualTo(first);
        assertThat(again.path("status").textValue()).isEqualTo("failed");
    }
}
