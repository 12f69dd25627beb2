package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.openAi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.Received;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.models.models.Model;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked for. */
class ModelsRouteTest {

    private static final FakeProvider PROVIDER = FakeProvider.start();
    private static GatewayHarness gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayHarness.start("providers: {one: " + openAi(PROVIDER) + "}\n"
                + "models: {fast: {providers: [{provider: one, model: secret-upstream-name}]},"
                + " smart: {providers: [{provider: one, model: m2}]}}\n");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    private static JsonNode model(String id) {
        return Json.object().put("id", id).put("object", "model").put("created", 0).put("owned_by",
                "ainative-gateway");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new Received("", "", Map.of(), answer.body()).json();
    }

    @Test
    @DisplayName("GIVEN two models WHEN they are listed THEN both, in the order of the configuration and OpenAI's shape, and no provider's name for them")
    void models_list() {
        HttpResponse<String> answer = gateway.get("/v1/models");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        JsonNode list = json(answer);
        assertThat(list.fieldNames()).toIterable().containsExactlyInAnyOrder("object", "data");
        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.path("data")).containsExactly(model("fast"), model("smart"));
        assertThat(PROVIDER.received()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a model WHEN it is asked for by name THEN it alone comes")
    void models_one() {
        HttpResponse<String> answer = gateway.get("/v1/models/smart");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer)).isEqualTo(model("smart"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "FAST", "fast%20", "secret-upstream-name", "%24%7Benv:HOME%7D",
        "%7B%7Benv:HOME%7D%7D", "..%2Ffast", "%0d%0ax:y", "fast;x"})
    @DisplayName("GIVEN a name that is no model WHEN asked for THEN 404 model_not_found in OpenAI's shape, which does not repeat it")
    void models_unknown(String name) {
        HttpResponse<String> answer = gateway.get("/v1/models/" + name);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer)).isEqualTo(Json.object().set("error",
                Json.object().put("message", "This model does not exist here; GET /v1/models lists those that do.")
                        .put("type", "invalid_request_error").put("param", "model").put("code", "model_not_found")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/models/fast", "/.well-known/jwks.json"})
    @DisplayName("GIVEN a path that is read WHEN asked with HEAD THEN the head of GET's answer comes without a body")
    void models_head(String path) {
        HttpResponse<String> get = gateway.get(path);
        HttpResponse<String> head = gateway
                .send(gateway.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()).build());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-type")).isEqualTo(get.headers().firstValue("content-type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    @DisplayName("GIVEN another method WHEN the models are called THEN 405 in OpenAI's shape")
    void models_otherMethods(String method) {
        HttpResponse<String> answer = gateway
                .send(gateway.request("/v1/models").method(method, HttpRequest.BodyPublishers.ofString("{}")).build());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(json(answer).at("/error/code").asText()).isEqualTo("method_not_allowed");
    }

    @Test
    @DisplayName("GIVEN OpenAI's own client WHEN it lists and fetches models THEN its strict reading of the schema passes")
    void models_officialClient() {
        OpenAIClient client = OpenAIOkHttpClient.builder().baseUrl(gateway.url() + "/v1").apiKey(gateway.token())
                .maxRetries(0).responseValidation(true).build();
        try {
            assertThat(client.models().list().data()).extracting(Model::id).containsExactly("fast", "smart");
            assertThat(client.models().retrieve("fast").validate().ownedBy()).isEqualTo("ainative-gateway");
            assertThatThrownBy(() -> client.models().retrieve("nowhere")).isInstanceOfSatisfying(
                    NotFoundException.class, e -> assertThat(e.code()).contains("model_not_found"));
        } finally {
            client.close();
        }
    }
}
