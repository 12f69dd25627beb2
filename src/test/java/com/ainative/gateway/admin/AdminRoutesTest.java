package com.ainative.gateway.admin;

import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.canary.Canaries;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The admin API over HTTP. */
@Timeout(60)
class AdminRoutesTest {

    private static final String EXTRA = """
            - route:
                id: extra
                description: One more
                from:
                  uri: platform-http:/v1/extra
                  steps:
                    - setBody: { constant: "x" }
            """;

    private FakeProvider provider;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        provider = FakeProvider.start();
        gateway = GatewayHarness.inFrontOf(provider);
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    private static String files(GatewayHarness gateway, String name, String text) {
        ObjectNode body = Json.object();
        ObjectNode files = body.putObject("files");
        for (String shipped : new String[]{"chat.camel.yaml", "errors.camel.yaml", "providers.camel.yaml"}) {
            files.put(shipped, gateway.route(shipped));
        }
        files.put(name, text);
        return body.toString();
    }

    @ParameterizedTest
    @CsvSource({"POST, /admin/reload", "POST, /admin/apply", "POST, /admin/rollback", "POST, /admin/diff",
        "POST, /admin/preview?seconds=1",
        "GET, /admin/generations", "GET, /admin/generations/1", "GET, /admin/routes", "GET, /admin/routes/chat"})
    @DisplayName("GIVEN no token, or one without the role WHEN an operator's path is called THEN it is refused as problem+json")
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
    @CsvSource(delimiter = '|', value = {"/admin/reload | {\"x\":1} | 400 | Unknown member 'x'",
        "/admin/reload | [] | 400 | not a JSON object", "/admin/reload | { | 400 | not JSON",
        "/admin/reload?dry-run=maybe | {} | 400 | neither true nor false",
        "/admin/apply | {} | 400 | files is not an object",
        "/admin/apply | {\"files\":{\"../x.camel.yaml\":\"\"}} | 400 | '../x.camel.yaml'",
        "/admin/rollback | {\"revision\":\"x\"} | 400 | not a number",
        "/admin/rollback | {} | 404 | no good generation",
        "/admin/rollback | {\"revision\":99} | 404 | no revision 99", "/admin/diff | {\"from\":\"x\"} | 400 | 'x'",
        "/admin/preview | {} | 400 | seconds is not", "/admin/preview?seconds=0 | {} | 400 | from 1 to 3600",
        "/admin/preview?seconds=3601 | {} | 400 | seconds is not",
        "/admin/preview?seconds=1m | {} | 400 | seconds is not",
        "/admin/preview?seconds=1&sample=0 | {} | 400 | sample is not",
        "/admin/preview?seconds=1&sample=1.1 | {} | 400 | sample is not",
        "/admin/preview?seconds=1&sample=some | {} | 400 | sample is not",
        "/admin/preview?seconds=1 | {\"x\":1} | 400 | Unknown member 'x'",
        "/admin/preview?seconds=1 | {\"files\":{}} | 400 | files is not an object",
        "/admin/nothing | {} | 404 | Unknown request URL"})
    @DisplayName("GIVEN a request that makes no sense WHEN it is sent THEN the answer says what is wrong, and nothing changes")
    void post_wrong(String path, String body, int status, String detail) {
        HttpResponse<String> answer = gateway.admin("POST", path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("detail").asText()).contains(detail);
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        assertThat(json(gateway.admin("GET", "/admin/generations", "")).path("serving").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN routes that are sent WHEN tried THEN nothing changes; WHEN applied THEN they serve, and the folder differs")
    void apply_sent() {
        String body = files(gateway, "extra.camel.yaml", EXTRA);

        JsonNode tried = json(gateway.admin("POST", "/admin/apply?dry-run=true", body));
        assertThat(tried.path("changed").asBoolean()).isTrue();
        assertThat(tried.path("serving").asBoolean()).isFalse();
        assertThat(gateway.get("/v1/extra").statusCode()).isEqualTo(404);

        JsonNode applied = json(gateway.admin("POST", "/admin/apply", body));
        assertThat(applied.path("generation")).isEqualTo(tried.path("generation"));
        assertThat(gateway.get("/v1/extra").body()).isEqualTo("x");
        JsonNode file = json(gateway.admin("POST", "/admin/diff", "{}")).path("files").path(0);
        assertThat(file.path("file").asText()).isEqualTo("routes/extra.camel.yaml");
        assertThat(file.path("diff").asText()).contains("-    id: extra");
        assertThat(json(gateway.admin("POST", "/admin/diff", "{\"from\":1,\"to\":2}")).path("files").path(0)
                .path("diff").asText()).contains("+    id: extra");
        assertThat(json(gateway.admin("POST", "/admin/diff", body)).path("files")).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a route file that is tried from the folder WHEN it is bad THEN every problem is told and nothing changes")
    void reload_dryRun() {
        gateway.writeRoute("extra.camel.yaml", "- nonsense: [");

        HttpResponse<String> refused = gateway.admin("POST", "/admin/reload?dry-run=true", "");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).path("problems")).isNotEmpty();
    }

    @Test
    @DisplayName("GIVEN a running gateway WHEN its routes are listed and shown THEN operators' have a place and a source, built-in ones none")
    void routes_listed() {
        JsonNode routes = json(gateway.admin("GET", "/admin/routes", "")).path("routes");

        assertThat(routes.findValuesAsText("id")).contains("chat", "answer", "provider-one-m1", "health");
        JsonNode chat = json(gateway.admin("GET", "/admin/routes/chat", ""));
        assertThat(chat.path("file").asText()).isEqualTo("chat.camel.yaml");
        assertThat(chat.path("line").asInt()).isEqualTo(2);
        assertThat(chat.path("from").asText())
                .isEqualTo("platform-http:/v1/chat/completions?httpMethodRestrict=POST");
        assertThat(chat.path("builtIn").asBoolean()).isFalse();
        assertThat(chat.path("source").asText()).startsWith("- route:").contains("writeAnswer");
        assertThat(json(gateway.admin("GET", "/admin/routes/health", "")).path("builtIn").asBoolean()).isTrue();
        assertThat(gateway.admin("GET", "/admin/routes/none", "").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("GIVEN a key written into the configuration WHEN the generation's files are shown THEN it is not")
    void generation_masked() {
        JsonNode shown = json(gateway.admin("GET", "/admin/generations/1", ""));

        assertThat(shown.path("state").asText()).isEqualTo("serving");
        String config = shown.path("files").path("config/gateway.yaml").asText();
        assertThat(config).contains("api-key: ***").doesNotContain(Canaries.PROVIDER_KEY);
        assertThat(shown.path("files").path("routes/chat.camel.yaml").asText()).contains("authenticate");
    }

    @Test
    @DisplayName("GIVEN a key that is exchanged for another WHEN compared THEN there is a difference, and neither key in it")
    void diff_rotatedKey() {
        assertThat(json(gateway.admin("POST", "/admin/diff", "{}")).path("files")).isEmpty();

        gateway.changeConfig(Canaries.PROVIDER_KEY, "rotated-key");

        JsonNode files = json(gateway.admin("POST", "/admin/diff", "{}")).path("files");
        assertThat(files).hasSize(1);
        assertThat(files.path(0).path("file").asText()).isEqualTo("config/gateway.yaml");
        assertThat(files.path(0).path("diff").asText()).startsWith("differs only in what is masked");
    }
}
