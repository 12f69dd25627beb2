package com.ainative.gateway.account;

import static com.ainative.gateway.account.AccountStage.access;
import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.store.Stores;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** API keys, over HTTP. */
class KeyRouteTest {

    private static final Map<Stores, AccountStage> STAGES = new EnumMap<>(Stores.class);
    private static final Map<Stores, String> OWNERS = new EnumMap<>(Stores.class);

    @BeforeAll
    static void start() {
        for (Stores kind : Stores.values()) {
            AccountStage stage = AccountStage.on(kind);
            STAGES.put(kind, stage);
            OWNERS.put(kind, access(stage.login(stage.registered())));
        }
    }

    @AfterAll
    static void stop() {
        STAGES.values().forEach(AccountStage::close);
    }

    private static AccountStage stage(Stores kind) {
        return Objects.requireNonNull(STAGES.get(kind));
    }

    private static String owner(Stores kind) {
        return Objects.requireNonNull(OWNERS.get(kind));
    }

    private static HttpResponse<String> create(Stores kind, String scope) {
        return stage(kind).as(owner(kind), "POST", "keys", scope);
    }

    private static JsonNode made(Stores kind, String scope) {
        HttpResponse<String> answer = create(kind, scope);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        return json(answer);
    }

    private static String key(JsonNode made) {
        return made.path("key").asText();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a key WHEN it is shown in either header THEN it asks models as its owner, and is shown in full only once")
    void create_used(Stores kind) {
        AccountStage stage = stage(kind);

        JsonNode made = made(kind, "{\"name\":\"ci\"}");

        assertThat(key(made)).matches("ain_[A-Za-z0-9_-]{43}");
        assertThat(stage.chatStatus(key(made))).isEqualTo(200);
        assertThat(stage.send(stage.request("/v1/models").header("x-api-key", key(made)).GET()).statusCode())
                .isEqualTo(200);
        JsonNode me = json(stage.as(key(made), "GET", "me", ""));
        assertThat(me.path("credential").asText()).isEqualTo("key");
        assertThat(me.path("sub")).isEqualTo(json(stage.as(owner(kind), "GET", "me", "")).path("sub"));
        HttpResponse<String> list = stage.as(owner(kind), "GET", "keys", "");
        assertThat(list.body()).contains(made.path("id").asText(), made.path("prefix").asText())
                .doesNotContain(key(made));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a key for one model WHEN it asks another, or lists them THEN 403, and only its own is there")
    void scope_models(Stores kind) {
        AccountStage stage = stage(kind);
        String key = key(made(kind, "{\"name\":\"one model\",\"models\":[\"smart\"]}"));
        int asked = stage.provider().received().size();

        HttpResponse<String> other = stage.chat(key, "fast");

        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(json(other).at("/error/code").asText()).isEqualTo("model_not_allowed");
        assertThat(json(other).at("/error/param").asText()).isEqualTo("model");
        assertThat(stage.provider().received()).hasSize(asked);
        assertThat(stage.chat(key, "smart").statusCode()).isEqualTo(200);
        HttpResponse<String> models = stage
                .send(stage.request("/v1/models").header("authorization", "Bearer " + key).GET());
        assertThat(json(models).path("data").findValuesAsText("id")).containsExactly("smart");
        HttpResponse<String> hidden = stage
                .send(stage.request("/v1/models/fast").header("authorization", "Bearer " + key).GET());
        assertThat(hidden.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a key for one model WHEN its job is put off THEN it is refused as well; what it may is done with what it may")
    void scope_jobs(Stores kind) {
        AccountStage stage = stage(kind);
        String key = key(made(kind, "{\"name\":\"one model\",\"models\":[\"smart\"]}"));

        assertThat(later(stage, key, "fast").statusCode()).isEqualTo(403);
        assertThat(later(stage, key, "smart").statusCode()).isEqualTo(202);
    }

    private static HttpResponse<String> later(AccountStage stage, String key, String model) {
        return stage.send(stage.request("/v1/chat/completions").header("authorization", "Bearer " + key)
                .header("content-type", "application/json").header("prefer", "respond-async")
                .POST(BodyPublishers.ofString("{\"model\":\"" + model
                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a key with a limit of its own WHEN it is used up THEN 429 for it, and its owner goes on")
    void scope_limit(Stores kind) {
        AccountStage stage = stage(kind);
        String key = key(made(kind, "{\"name\":\"slow\",\"requests_per_minute\":1}"));

        assertThat(stage.chatStatus(key)).isEqualTo(200);
        assertThat(stage.chatStatus(key)).isEqualTo(429);
        assertThat(stage.chatStatus(owner(kind))).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a key with a budget WHEN it is spent THEN 429 with retry-after, and its owner goes on")
    void scope_budget(Stores kind) {
        AccountStage stage = stage(kind);
        JsonNode made = made(kind, "{\"name\":\"thrifty\",\"budget\":\"2/month\"}");
        assertThat(made.path("budget").asText()).isEqualTo("2/month");

        assertThat(stage.chatStatus(key(made))).isEqualTo(200);
        assertThat(stage.chatStatus(key(made))).isEqualTo(200);
        HttpResponse<String> third = stage.chat(key(made), "fast");

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(json(third).at("/error/code").asText()).isEqualTo("budget_spent");
        assertThat(third.headers().firstValueAsLong("retry-after").orElseThrow()).isPositive();
        assertThat(stage.chatStatus(owner(kind))).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a key with a budget WHEN it is rotated THEN what is spent stays spent, at the old one and the new one together")
    void rotate_budget(Stores kind) {
        AccountStage stage = stage(kind);
        JsonNode first = made(kind, "{\"name\":\"thrifty\",\"budget\":\"3/month\"}");
        assertThat(stage.chatStatus(key(first))).isEqualTo(200);
        JsonNode second = json(stage.as(owner(kind), "POST", "keys/" + first.path("id").asText() + "/rotate", ""));

        assertThat(stage.chatStatus(key(second))).isEqualTo(200);
        assertThat(stage.chatStatus(key(first))).isEqualTo(200);

        assertThat(stage.chatStatus(key(second))).isEqualTo(429);
        assertThat(stage.chatStatus(key(first))).isEqualTo(429);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a key with a budget WHEN its jobs are more than that THEN those beyond end with a 429, and hold up no others; what gets no answer costs nothing")
    void budget_jobs(Stores kind) {
        AccountStage stage = stage(kind);
        String key = key(made(kind, "{\"name\":\"thrifty\",\"budget\":\"2/month\"}"));
        stage.provider().then(wire -> wire.json(400, "{\"error\":{\"message\":\"no\"}}"));
        assertThat(answered(stage, key, later(stage, key, "fast"))).isEqualTo(400);

        assertThat(answered(stage, key, later(stage, key, "fast"))).isEqualTo(200);
        assertThat(answered(stage, key, later(stage, key, "fast"))).isEqualTo(200);
        HttpResponse<String> beyond = later(stage, key, "fast");

        assertThat(answered(stage, key, beyond)).isEqualTo(429);
        assertThat(answered(stage, owner(kind), later(stage, owner(kind), "fast"))).isEqualTo(200);
        assertThat(stage.send(stage.request("/v1/chat/completions").header("authorization", "Bearer " + key)
                .header("content-type", "application/json").header("x-gateway-on-limit", "queue")
                .POST(BodyPublishers.ofString(GatewayHarness.chat()))).statusCode()).isEqualTo(429);
    }

    /** The status of a job's answer. */
    private static int answered(AccountStage stage, String shown, HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String path = accepted.headers().firstValue("location").orElseThrow();
        JsonNode job = await().until(
                () -> json(stage.send(stage.request(path).header("authorization", "Bearer " + shown).GET())),
                found -> !found.path("ended_at").isNull());
        return job.at("/response/status_code").asInt();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a key that has a successor, or is over WHEN it is rotated THEN 409, and an admin gets no other answer")
    void rotate_over(Stores kind) {
        AccountStage stage = stage(kind);
        String id = made(kind, "{\"name\":\"twice\"}").path("id").asText();
        JsonNode second = json(stage.as(owner(kind), "POST", "keys/" + id + "/rotate", "{\"overlap\":\"1h\"}"));

        HttpResponse<String> again = stage.as(owner(kind), "POST", "keys/" + id + "/rotate", "{\"overlap\":\"2h\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).path("detail").asText()).contains(second.path("id").asText());

        String last = second.path("id").asText();
        assertThat(stage.as(owner(kind), "DELETE", "keys/" + last, "").statusCode()).isEqualTo(204);
        assertThat(stage.as(owner(kind), "POST", "keys/" + last + "/rotate", "").statusCode()).isEqualTo(409);
        assertThat(stage.gateway().send(stage.request("/")
                .uri(stage.gateway().adminUrl().resolve("/admin/keys/" + last + "/rotate"))
                .header("authorization", "Bearer " + stage.gateway().token("ops", "pro", "admin"))
                .POST(BodyPublishers.noBody()).build()).statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN keys for addresses WHEN they come from there or not THEN only those count that do")
    void scope_addresses(Stores kind) {
        AccountStage stage = stage(kind);
        String here = key(made(kind, "{\"name\":\"here\",\"addresses\":[\"127.0.0.0/8\"]}"));
        String elsewhere = key(made(kind, "{\"name\":\"there\",\"addresses\":[\"10.0.0.0/8\",\"::1\"]}"));

        assertThat(stage.chatStatus(here)).isEqualTo(200);
        assertThat(stage.chatStatus(elsewhere)).isEqualTo(401);
        assertThat(stage.send(stage.request("/v1/models").header("authorization", "Bearer " + elsewhere)
                .header("x-forwarded-for", "10.0.0.1").GET()).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a key that is used WHEN it is revoked THEN it counts no more; a stranger could neither see nor revoke it")
    void revoke_used(Stores kind) {
        AccountStage stage = stage(kind);
        JsonNode made = made(kind, "{\"name\":\"gone\"}");
        String id = made.path("id").asText();
        String stranger = access(stage.login(stage.registered()));
        assertThat(stage.chatStatus(key(made))).isEqualTo(200);

        assertThat(stage.as(stranger, "DELETE", "keys/" + id, "").statusCode()).isEqualTo(404);
        assertThat(stage.as(stranger, "GET", "keys/" + id, "").statusCode()).isEqualTo(404);
        assertThat(stage.chatStatus(key(made))).isEqualTo(200);
        assertThat(stage.as(owner(kind), "DELETE", "keys/" + id, "").statusCode()).isEqualTo(204);

        assertThat(stage.chatStatus(key(made))).isEqualTo(401);
        assertThat(json(stage.as(owner(kind), "GET", "keys/" + id, "")).path("revoked_at").asText())
                .isNotEmpty();
        assertThat(stage.as(owner(kind), "POST", "keys/" + id + "/rotate", "{}").statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a key WHEN it is rotated with an overlap THEN both count; without one THEN the new one alone, with the same scope")
    void rotate_overlap(Stores kind) {
        AccountStage stage = stage(kind);
        JsonNode first = made(kind, "{\"name\":\"turns\",\"models\":[\"smart\"]}");

        JsonNode second = json(stage.as(owner(kind), "POST", "keys/" + first.path("id").asText() + "/rotate", ""));
        assertThat(stage.chat(key(first), "smart").statusCode()).isEqualTo(200);
        assertThat(stage.chat(key(second), "smart").statusCode()).isEqualTo(200);
        assertThat(stage.chat(key(second), "fast").statusCode()).isEqualTo(403);

        JsonNode third = json(stage.as(owner(kind), "POST", "keys/" + second.path("id").asText() + "/rotate",
                "{\"overlap\":\"0s\"}"));
        assertThat(stage.chat(key(second), "smart").statusCode()).isEqualTo(401);
        assertThat(stage.chat(key(third), "smart").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a key, or a token of no account WHEN it wants keys, or another password THEN 403: that is about a login")
    void keys_withoutLogin(Stores kind) {
        AccountStage stage = stage(kind);
        String key = key(made(kind, "{\"name\":\"only a key\"}"));
        String minted = stage.gateway().token("ann", "pro");

        for (String shown : List.of(key, minted)) {
            HttpResponse<String> answer = stage.as(shown, "POST", "keys", "{\"name\":\"more\"}");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(json(answer).path("type").asText()).isEqualTo("urn:ainative:problem:login_needed");
            assertThat(stage.as(shown, "POST", "password",
                    "{\"current_password\":\"a\",\"new_password\":\"b\"}").statusCode()).isEqualTo(403);
        }
        assertThat(stage.as(key, "POST", "logout", "").statusCode()).isEqualTo(403);
    }

    static Stream<Arguments> wrongScopes() {
        return Stream.of(Arguments.of("{}", "name"), Arguments.of("{\"name\":\" \"}", "name"),
                Arguments.of("{\"name\":\"x\",\"tier\":\"pro\"}", "tier"),
                Arguments.of("{\"name\":\"x\",\"tier\":\"gold\"}", "tier"),
                Arguments.of("{\"name\":\"x\",\"models\":\"fast\"}", "models"),
                Arguments.of("{\"name\":\"x\",\"models\":[1]}", "models"),
                Arguments.of("{\"name\":\"x\",\"requests_per_minute\":0}", "requests_per_minute"),
                Arguments.of("{\"name\":\"x\",\"addresses\":[\"here\"]}", "addresses"),
                Arguments.of("{\"name\":\"x\",\"budget\":\"50 USD\"}", "budget"),
                Arguments.of("{\"name\":\"x\",\"expires_at\":\"tomorrow\"}", "expires_at"),
                Arguments.of("{\"name\":\"x\",\"expires_at\":\"2020-01-01T00:00:00Z\"}", "expires_at"),
                Arguments.of("{\"name\":\"x\",\"modells\":[]}", "modells"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongScopes")
    @DisplayName("GIVEN a scope with one thing wrong WHEN a key is asked for THEN 400 names the field, and no key is made")
    void create_wrong(String scope, String field) {
        int before = json(stage(Stores.H2).as(owner(Stores.H2), "GET", "keys", "")).path("data").size();

        HttpResponse<String> answer = create(Stores.H2, scope);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("field").asText()).isEqualTo(field);
        assertThat(json(stage(Stores.H2).as(owner(Stores.H2), "GET", "keys", "")).path("data"))
                .hasSize(before);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a ticket WHEN it stands in a URL THEN it lets in once, to read, and never a second time")
    void ticket_once(Stores kind) {
        AccountStage stage = stage(kind);
        String ticket = json(stage.as(owner(kind), "POST", "ticket", "")).path("ticket").asText();

        assertThat(stage.send(stage.request("/v1/chat/completions?ticket=" + ticket)
                .header("content-type", "application/json").POST(BodyPublishers.ofString("{}"))).statusCode())
                .isEqualTo(401);
        assertThat(stage.send(stage.request("/v1/models?ticket=" + ticket).GET()).statusCode()).isEqualTo(200);
        assertThat(stage.send(stage.request("/v1/models?ticket=" + ticket).GET()).statusCode()).isEqualTo(401);
        assertThat(stage.send(stage.request("/v1/models?ticket=ait_" + "A".repeat(43)).GET()).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a ticket of a login WHEN that logs out before it is used THEN it lets nobody in")
    void ticket_revoked(Stores kind) {
        AccountStage stage = stage(kind);
        String token = access(stage.login(stage.registered()));
        String ticket = json(stage.as(token, "POST", "ticket", "")).path("ticket").asText();

        stage.as(token, "POST", "logout", "");

        assertThat(stage.send(stage.request("/v1/models?ticket=" + ticket).GET()).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a ticket of a key WHEN the key is revoked before it is used THEN it lets nobody in")
    void ticket_keyRevoked(Stores kind) {
        AccountStage stage = stage(kind);
        JsonNode made = made(kind, "{\"name\":\"browser\"}");
        String one = json(stage.as(key(made), "POST", "ticket", "")).path("ticket").asText();
        String two = json(stage.as(key(made), "POST", "ticket", "")).path("ticket").asText();
        assertThat(stage.send(stage.request("/v1/models?ticket=" + one).GET()).statusCode()).isEqualTo(200);

        stage.as(owner(kind), "DELETE", "keys/" + made.path("id").asText(), "");

        assertThat(stage.send(stage.request("/v1/models?ticket=" + two).GET()).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN lists as long as they may be WHEN a key has them THEN it works, its jobs and tickets, too; longer ones are refused")
    void create_longLists(Stores kind) {
        AccountStage stage = stage(kind);
        String models = IntStream.range(0, 570).mapToObj(i -> "\"" + i + "x\"").collect(Collectors.joining(","));
        String addresses = IntStream.range(0, 400).mapToObj(i -> "\"::" + Integer.toHexString(i) + "\"")
                .collect(Collectors.joining(","));

        String key = key(made(kind, "{\"name\":\"long\",\"models\":[\"fast\"," + models + "]}"));
        assertThat(later(stage, key, "fast").statusCode()).isEqualTo(202);
        assertThat(stage.as(key, "POST", "ticket", "").statusCode()).isEqualTo(200);
        assertThat(stage.chatStatus(key(made(kind, "{\"name\":\"far\",\"addresses\":[\"127.0.0.1\"," + addresses
                + "]}")))).isEqualTo(200);
        assertThat(create(kind, "{\"name\":\"too long\",\"models\":[" + models + "," + models + "]}").statusCode())
                .isEqualTo(400);
    }
}
