package com.ainative.gateway.admin;

import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /admin/queue} without a broker: jobs came over HTTP. */
@Timeout(60)
class QueueRoutesTest {

    private static final String CONFIG = """
            tiers: {pro: {requests-per-minute: 1000}, free: {requests-per-minute: 1}}
            providers: {one: %s}
            models: {fast: {providers: [{provider: one, model: m1}]}}
            jobs: {tries: 2, backoff: 10ms, concurrent: 1}
            """;

    private final FakeProvider provider = FakeProvider.start();
    private final GatewayHarness gateway = GatewayHarness.start(
            CONFIG.formatted(GatewayHarness.openAi(provider, "breaker: {minimum: 1000, window: 1000}")));

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    private String submit(String tier) {
        HttpResponse<String> accepted = gateway.send(HttpRequest
                .newBuilder(gateway.url().resolve("/v1/chat/completions")).header("content-type", "application/json")
                .header("prefer", "respond-async").header("authorization", "Bearer " + gateway.token("alice", tier))
                .POST(BodyPublishers.ofString(GatewayHarness.chat())).build());
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return json(accepted).path("id").textValue();
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = gateway.admin("GET", "/admin/queue" + path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private HttpResponse<String> replay(String body) {
        return gateway.admin("POST", "/admin/queue/dead/replay", body);
    }

    private JsonNode dead(int many) {
        return await().until(() -> get("/dead").path("dead"), dead -> dead.size() == many);
    }

    private void awaitAnswered(int many) {
        await().until(() -> get("").at("/jobs/answered").asInt() == many);
    }

    @ParameterizedTest
    @CsvSource({"GET, /admin/queue", "GET, /admin/queue/jobs", "GET, /admin/queue/dead", "POST, /admin/queue/messages",
        "POST, /admin/queue/dead/replay"})
    @DisplayName("GIVEN no token, or one without the role WHEN a path is called THEN it is refused as problem+json")
    void allowed_operatorsOnly(String method, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.adminUrl().resolve(path)).method(method,
                BodyPublishers.noBody());

        HttpResponse<String> stranger = gateway.send(request.build());
        HttpResponse<String> caller = gateway
                .send(request.header("authorization", "Bearer " + gateway.token("me", "pro", "user")).build());

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(caller.statusCode()).isEqualTo(403);
        assertThat(json(caller).path("detail").asText()).contains("operator");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GET|/jobs?state=lost| |400|state is none of accepted, dispatched",
        "GET|/jobs?limit=0| |400|limit is not a whole number from 1 to 100",
        "GET|/jobs?limit=101| |400|limit is not a whole", "GET|/jobs?bodies=1| |400|bodies is neither",
        "GET|/dead?limit=x| |400|from 1 to 1000", "POST|/dead/replay|{}|400|either a list of ids",
        "POST|/dead/replay|{\"all\":false}|400|either a list of ids",
        "POST|/dead/replay|{\"all\":true,\"ids\":[\"a\"]}|400|either a list of ids",
        "POST|/dead/replay|{\"ids\":[]}|400|ids is not a list", "POST|/dead/replay|{\"ids\":[1]}|400|ids is not a list",
        "POST|/dead/replay|{\"ids\":[\"job-1\"]}|404|'job-1' is no dead letter that can be done again; nothing was changed",
        "POST|/dead/replay|{\"some\":1}|400|Unknown member 'some'",
        "POST|/messages|{\"request\":{},\"token\":\"t\"}|409|No broker is configured; the section ingest"})
    @DisplayName("GIVEN a request that makes no sense here WHEN it is sent THEN the answer says what is wrong")
    void call_wrong(String method, String path, String body, int status, String detail) {
        HttpResponse<String> answer = gateway.admin(method, "/admin/queue" + path, body == null ? "" : body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(json(answer).path("detail").asText()).contains(detail);
    }

    @Test
    @DisplayName("GIVEN a gateway that never had a job WHEN asked and told to replay THEN all is nothing, and no store is made")
    void status_noStore() {
        JsonNode status = get("");

        assertThat(status.at("/broker/kind").asText()).isEqualTo("none");
        assertThat(status.at("/broker/trouble").isNull()).isTrue();
        assertThat(status.at("/broker/waiting")).isEmpty();
        assertThat(status.path("jobs").toString()).isEqualTo(
                "{\"accepted\":0,\"dispatched\":0,\"answered\":0,\"unknown\":0,\"dead\":0,\"cancelled\":0}");
        assertThat(status.path("running").asInt(-1)).isZero();
        assertThat(status.path("deliveries").toString()).isEqualTo("{\"waiting\":0,\"failed\":0}");
        assertThat(status.path("resting")).isEmpty();
        assertThat(get("/jobs").toString()).isEqualTo("{\"jobs\":[]}");
        assertThat(get("/dead").toString()).isEqualTo("{\"dead\":[]}");
        assertThat(replay("{\"all\":true}").body()).isEqualTo("{\"replayed\":0}");
        assertThat(Files.exists(gateway.folders().data().resolve("gateway.mv.db"))).isFalse();
    }

    @Test
    @DisplayName("GIVEN one job with a provider and one behind it WHEN looked at THEN both are counted, and the second is seen with its request only if wanted")
    void jobs_waiting() {
        CountDownLatch answer = new CountDownLatch(1);
        provider.always(wire -> {
            answer.await();
            wire.json(200, OpenAiSamples.answer("hello"));
        });
        submit("pro");
        await().until(() -> get("").path("running").asInt() == 1);
        String second = submit("pro");

        JsonNode status = get("");
        assertThat(status.at("/jobs/dispatched").asInt()).isEqualTo(1);
        assertThat(status.at("/jobs/accepted").asInt()).isEqualTo(1);
        JsonNode waiting = get("/jobs").path("jobs");
        assertThat(waiting).hasSize(1);
        ObjectNode row = (ObjectNode) waiting.get(0);
        assertThat(row.remove("accepted_at").asText()).startsWith("20").endsWith("Z");
        assertThat(row.toString()).isEqualTo("{\"id\":\"" + second + "\",\"state\":\"accepted\",\"subject\":\"alice\","
                + "\"model\":\"fast\",\"origin\":\"http\",\"tries\":0,\"priority\":4,\"not_before\":null,"
                + "\"deadline\":null}");
        assertThat(get("/jobs?bodies=true").at("/jobs/0/request/messages/0/content").asText()).isEqualTo("hi");
        assertThat(get("/jobs?state=dispatched").path("jobs")).hasSize(1);
        answer.countDown();
        awaitAnswered(2);
        assertThat(get("/jobs?state=answered&limit=1").path("jobs")).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN a caller at its limit WHEN the queue is looked at THEN it is said who rests, and for how long")
    void status_resting() {
        provider.always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        submit("free");
        submit("free");

        JsonNode resting = await().until(() -> get("").path("resting"), rest -> !rest.isEmpty());

        assertThat(resting).hasSize(1);
        assertThat(resting.at("/0/lane").asText()).isEqualTo("caller");
        assertThat(resting.at("/0/name").asText()).isEqualTo("alice");
        assertThat(resting.at("/0/seconds").asInt(-1)).isBetween(0, 60);
    }

    @Test
    @DisplayName("GIVEN jobs that failed too often WHEN listed THEN it is said why; WHEN replayed THEN they are answered")
    void dead_replayed() {
        provider.always(wire -> wire.json(500, "{\"error\":{\"message\":\"boom\"}}"));
        String first = submit("pro");
        dead(1);
        String second = submit("pro");

        JsonNode dead = dead(2);

        assertThat(dead.findValuesAsText("id")).containsExactly(second, first);
        ObjectNode row = (ObjectNode) dead.get(0);
        assertThat(row.remove("ended_at").asText()).startsWith("20").endsWith("Z");
        assertThat(row.remove("error").asText()).isNotBlank();
        assertThat(row.toString()).isEqualTo("{\"id\":\"" + second + "\",\"state\":\"dead\",\"subject\":\"alice\","
                + "\"model\":\"fast\",\"origin\":\"http\",\"tries\":2,\"unknowns\":0,\"reason\":\"upstream_error\","
                + "\"status\":502}");
        assertThat(get("/dead?limit=1").path("dead")).hasSize(1);

        provider.always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
        HttpResponse<String> mixed = replay("{\"ids\":[\"" + first + "\",\"job-1\"]}");
        assertThat(mixed.statusCode()).isEqualTo(404);
        assertThat(get("/dead").path("dead")).hasSize(2);
        assertThat(replay("{\"ids\":[\"" + first + "\"]}").body()).isEqualTo("{\"replayed\":1}");
        awaitAnswered(1);
        assertThat(dead(1).at("/0/id").asText()).isEqualTo(second);
        assertThat(replay("{\"all\":true}").body()).isEqualTo("{\"replayed\":1}");
        awaitAnswered(2);
        assertThat(get("/dead").path("dead")).isEmpty();
        assertThat(provider.received()).hasSize(6);
    }

    @Test
    @DisplayName("GIVEN a database nobody can reach WHEN the queue is looked at or mended THEN 503 says when to try again")
    void store_away() {
        try (GatewayHarness away = GatewayHarness
                .start("store: {url: \"jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1\", user: nobody}\n"
                        + CONFIG.formatted(GatewayHarness.openAi(provider)))) {
            for (HttpResponse<String> answer : List.of(away.admin("GET", "/admin/queue", ""),
                    away.admin("GET", "/admin/queue/dead", ""),
                    away.admin("POST", "/admin/queue/dead/replay", Json.object().put("all", true).toString()))) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(answer.headers().firstValue("retry-after")).hasValue("5");
                assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
            }
        }
    }
}
