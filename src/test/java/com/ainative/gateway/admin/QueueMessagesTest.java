package com.ainative.gateway.admin;

import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /admin/queue} with the broker in this process. */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class QueueMessagesTest {

    private static final String CONFIG = """
            listen: {http: "127.0.0.1:0"}
            providers: {one: %s}
            models: {fast: {providers: [{provider: one, model: m1}]}}
            jobs: {tries: 2, backoff: 10ms}
            ingest: {broker: embedded, listen: "127.0.0.1:0"}
            """;

    private final FakeProvider provider = FakeProvider.start();
    private GatewayHarness gateway;

    @BeforeAll
    void start() {
        gateway = GatewayHarness.start(CONFIG
                .formatted(GatewayHarness.openAi(provider, "breaker: {minimum: 1000, window: 1000}")));
    }

    @AfterAll
    void stop() {
        gateway.close();
        provider.close();
    }

    private ObjectNode message() {
        ObjectNode message = Json.object().put("token", gateway.token());
        message.putObject("request").put("model", "fast").putArray("messages").addObject().put("role", "user")
                .put("content", "hi");
        return message;
    }

    private HttpResponse<String> submit(JsonNode message) {
        return gateway.admin("POST", "/admin/queue/messages", message.toString());
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = gateway.admin("GET", "/admin/queue" + path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static int count(JsonNode status, String state) {
        return status.path("jobs").path(state).asInt();
    }

    @Test
    @DisplayName("GIVEN a message that is submitted WHEN it is taken THEN it is a job with its priority and deadline, answered for that user")
    void submit_answered() {
        CountDownLatch answer = new CountDownLatch(1);
        provider.always(wire -> {
            answer.await();
            wire.json(200, OpenAiSamples.answer("hello"));
        });
        int before = count(get(""), "answered");
        ObjectNode message = message().put("idempotency-key", "k").put("priority", 7)
                .put("deadline", "2100-01-01T00:00:00Z").put("reply-to", "chat.replies.tester");

        HttpResponse<String> accepted = submit(message);

        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        assertThat(json(accepted).path("id").asText()).hasSize(36);
        assertThat(json(accepted).path("queue").asText()).isEqualTo("chat.requests");
        assertThat(json(accepted).path("reply_to").asText()).isEqualTo("chat.replies.tester");
        JsonNode job = await().until(() -> get("/jobs?state=dispatched").at("/jobs/0"), row -> row.has("id"));
        assertThat(job.path("origin").asText()).isEqualTo("queue");
        assertThat(job.path("subject").asText()).isEqualTo("tester");
        assertThat(job.path("priority").asInt()).isEqualTo(7);
        assertThat(job.path("deadline").asText()).isEqualTo("2100-01-01T00:00:00Z");
        assertThat(submit(message).statusCode()).isEqualTo(202);
        answer.countDown();
        await().until(() -> count(get(""), "answered") == before + 1 && get("").at("/broker/waiting/chat.requests")
                .asInt(-1) == 0);
        await().until(() -> get("").at("/deliveries/waiting").asInt() == 0);
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN the broker in this process WHEN its status is asked THEN it is there, and says where it listens")
    void status_broker() {
        JsonNode broker = get("").path("broker");

        assertThat(broker.path("kind").asText()).isEqualTo("embedded");
        assertThat(broker.path("trouble").isNull()).isTrue();
        assertThat(broker.path("listening").asText()).isEqualTo(String.valueOf(gateway.runtime().messages()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"request|[]|request is not an object", "token|null|token is missing",
        "token|7|token is not a text", "token|\" \"|token is missing", "idempotency-key|\"\"|'idempotency-key'",
        "priority|10|'priority' is not a number from 0 to 9", "priority|\"x\"|'priority'",
        "deadline|\"soon\"|'deadline' is not an instant", "reply-to|\"chat.requests\"|begins with 'chat.replies.'",
        "other|1|Unknown member 'other'"})
    @DisplayName("GIVEN a message with one thing wrong WHEN it is submitted THEN 400 says what, and nothing is sent")
    void submit_wrong(String member, String value, String detail) throws Exception {
        ObjectNode message = message();
        message.set(member, Json.mapper().readTree(value));

        HttpResponse<String> answer = submit(message);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(detail);
    }

    @Test
    @DisplayName("GIVEN nobody who reads the queue WHEN it is looked into THEN messages are shown with what they ask if wanted, and never with a token; WHEN they are large THEN it is said that some are left out")
    void jobs_peeked() throws Exception {
        try (GatewayHarness idle = GatewayHarness.start(CONFIG.formatted(GatewayHarness.openAi(provider)))) {
            Files.delete(idle.folders().routes().resolve("ingest.camel.yaml"));
            idle.reload();
            ObjectNode message = message().put("token", "secret-of-somebody").put("reply-to", "chat.replies");
            HttpResponse<String> accepted = idle.admin("POST", "/admin/queue/messages", message.toString());
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);

            HttpResponse<String> seen = idle.admin("GET", "/admin/queue/jobs", "");
            HttpResponse<String> bodies = idle.admin("GET", "/admin/queue/jobs?bodies=true", "");

            JsonNode row = json(seen).at("/queue/messages/0");
            assertThat(json(seen).at("/queue/name").asText()).isEqualTo("chat.requests");
            assertThat(json(seen).at("/queue/trouble").isNull()).isTrue();
            assertThat(row.path("model").asText()).isEqualTo("fast");
            assertThat(row.path("correlation_id").asText()).isEqualTo(json(accepted).path("id").asText());
            assertThat(row.path("reply_to").asText()).isEqualTo("chat.replies");
            assertThat(row.has("request")).isFalse();
            assertThat(json(bodies).at("/queue/messages/0/request/messages/0/content").asText()).isEqualTo("hi");
            assertThat(seen.body() + bodies.body()).doesNotContain("secret-of-somebody");
            assertThat(json(seen).at("/queue/cut")).isEqualTo(BooleanNode.FALSE);

            ((ObjectNode) message.path("request")).put("user", "x".repeat(9 * 1024 * 1024));
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> large = idle.admin("POST", "/admin/queue/messages", message.toString());
                assertThat(large.statusCode()).as(large.body()).isEqualTo(202);
            }
            JsonNode queue = json(idle.admin("GET", "/admin/queue/jobs", "")).path("queue");
            assertThat(queue.path("messages")).hasSize(3);
            assertThat(queue.path("cut")).isEqualTo(BooleanNode.TRUE);
        }
    }

    @Test
    @DisplayName("GIVEN a broker that is away WHEN the queue is looked at THEN jobs are shown all the same; WHEN submitted THEN 503 says to try again")
    void broker_away() {
        try (GatewayHarness away = GatewayHarness.start(CONFIG.formatted(GatewayHarness.openAi(provider))
                .replace("broker: embedded, listen: \"127.0.0.1:0\"", "broker: \"tcp://127.0.0.1:1\""))) {
            HttpResponse<String> keyless = away.admin("POST", "/admin/queue/messages", message().toString());
            HttpResponse<String> refused = away.admin("POST", "/admin/queue/messages",
                    message().put("idempotency-key", "k").toString());
            JsonNode jobs = json(away.admin("GET", "/admin/queue/jobs", ""));
            JsonNode status = json(away.admin("GET", "/admin/queue", ""));

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).hasValue("5");
            assertThat(json(refused).path("detail").asText())
                    .startsWith("It is not known whether the message is in the queue: ")
                    .endsWith("with the same idempotency-key.");
            assertThat(json(keyless).path("detail").asText()).contains("has no idempotency-key: see first")
                    .doesNotContain("Send it again");
            assertThat(jobs.path("jobs").isArray()).isTrue();
            assertThat(jobs.at("/queue/trouble").asText()).contains("chat.requests");
            assertThat(status.at("/broker/kind").asText()).isEqualTo("artemis");
            assertThat(status.at("/broker/trouble").asText()).isNotBlank();
            assertThat(status.at("/jobs/accepted").asInt(-1)).isZero();
        }
    }
}
